package io.thalweg.stream;

import io.thalweg.math.EventDigest;
import io.thalweg.math.FeatureVector;

/**
 * An example that has passed the door: the only thing that a learner operator is fed with. Its
 * features fit the model's dimension, are finite, ascending and distinct; its label fits the loss.
 *
 * <p>Immutable by agreement: nobody writes to the arrays behind {@link #features()}.
 */
public final class CheckedExample implements TimedEvent {
  private final String model;
  private final String id;
  private final long time;
  private final boolean labelled;
  private final double label;
  private final double weight;
  private final long digest;
  private final FeatureVector features;
  private final Origin origin;

  CheckedExample(
      String model,
      String id,
      long time,
      boolean labelled,
      double label,
      double weight,
      long digest,
      FeatureVector features,
      Origin origin) {
    this.model = model;
    this.id = id;
    this.time = time;
    this.labelled = labelled;
    this.label = label;
    this.weight = weight;
    this.digest = digest;
    this.features = features;
    this.origin = origin;
  }

  /**
   * An example to learn from whose maker vouches for it: nothing that the door would check is
   * checked again.
   *
   * @param time event time in milliseconds
   * @param label one that the model's loss accepts
   * @param weight importance, in [0, 1e9]
   * @param features within the model's dimension; taken over, with their arrays
   */
  public static CheckedExample labelled(
      String model, String id, long time, double label, double weight, FeatureVector features) {
    long digest = EventDigest.event(id, time, label, weight, features);
    return new CheckedExample(
        model, id, time, true, label, weight, digest, features, Origin.UNKNOWN);
  }

  /**
   * This example with its truth, to be learned; its digest covers the label's own time.
   *
   * @param learnTime event time at which it is learned, in milliseconds
   */
  CheckedExample labelledBy(CheckedLabel truth, long learnTime) {
    double importance = Double.isNaN(truth.weight()) ? weight : truth.weight();
    long learned = EventDigest.event(id, truth.time(), truth.label(), importance, features);
    return new CheckedExample(
        model, id, learnTime, true, truth.label(), importance, learned, features, Origin.UNKNOWN);
  }

  /** This example without its origin, which only an event that may yet be refused needs. */
  CheckedExample settled() {
    return new CheckedExample(
        model, id, time, labelled, label, weight, digest, features, Origin.UNKNOWN);
  }

  /** Name of the model; the key of the stream. */
  public String model() {
    return model;
  }

  @Override
  public String id() {
    return id;
  }

  /** Event time in milliseconds. */
  @Override
  public long time() {
    return time;
  }

  /** Whether there is a label to learn from. */
  public boolean labelled() {
    return labelled;
  }

  /** The label; meaningless when not {@link #labelled}. */
  public double label() {
    return label;
  }

  /** Importance in learning, 0 or more. */
  public double weight() {
    return weight;
  }

  /** 64-bit hash of what is learned; 0 when not {@link #labelled}. */
  public long digest() {
    return digest;
  }

  public FeatureVector features() {
    return features;
  }

  /** Where it stood; {@link Origin#UNKNOWN} where it will not be refused any more. */
  @Override
  public Origin origin() {
    return origin;
  }
}
