package io.thalweg.state;

import io.thalweg.math.EventDigest;

/**
 * How far a model has come: the events that it has learned, and how well it predicted them before.
 *
 * <p>Written by the operator that owns the model, once per learned event. Predicting leaves it as
 * it is.
 */
public final class ModelProgress {
  /** Last event time of a model that has learned nothing. */
  public static final long NEVER = Long.MIN_VALUE;

  private long events;
  private long digest;
  private long lastEventTime;
  private double lossSum;
  private double weightSum;

  /** The progress of a model that has learned nothing. */
  public ModelProgress() {
    this(0, 0, NEVER, 0, 0);
  }

  ModelProgress(long events, long digest, long lastEventTime, double lossSum, double weightSum) {
    this.events = events;
    this.digest = digest;
    this.lastEventTime = lastEventTime;
    this.lossSum = lossSum;
    this.weightSum = weightSum;
  }

  /**
   * Counts one learned event.
   *
   * @param eventDigest 64-bit hash of the event
   * @param time event time in milliseconds
   * @param loss loss of the prediction that was made before the event was learned
   * @param weight importance of the event, 0 or more
   */
  public void learned(long eventDigest, long time, double loss, double weight) {
    events++;
    digest = EventDigest.chain(digest, eventDigest);
    lastEventTime = Math.max(lastEventTime, time);
    lossSum += weight * loss;
    weightSum += weight;
  }

  /** Number of events learned. */
  public long events() {
    return events;
  }

  /** Hash chained over the learned events, in their order. */
  public long digest() {
    return digest;
  }

  /** The newest event time learned, in milliseconds; {@link #NEVER} before the first. */
  public long lastEventTime() {
    return lastEventTime;
  }

  /** Sum of weight times loss over the learned events. */
  public double lossSum() {
    return lossSum;
  }

  /** Sum of the weights of the learned events. */
  public double weightSum() {
    return weightSum;
  }

  /** Weighted mean of the losses, each taken before its event was learned; 0 before the first. */
  public double progressiveLoss() {
    return weightSum > 0 ? lossSum / weightSum : 0;
  }
}
