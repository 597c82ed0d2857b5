package io.thalweg.jobs.flights;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What promises cost over event time: those that were given, beside each of the six given always
 * and one drawn alike from all. Every policy is judged on the same flights, by their true delays.
 */
public final class PromiseScore {
  private final ProgressiveCurve given;
  private final ProgressiveCurve uniform;
  private final List<ProgressiveCurve> always = new ArrayList<>();
  private final List<ProgressiveCurve> shares = new ArrayList<>();
  private final double[] alwaysSum = new double[Promises.MINUTES.size()];
  private final long[] times = new long[Promises.MINUTES.size()];
  private double givenSum;
  private double uniformSum;
  private long flights;

  /** A score in buckets of this length. */
  public PromiseScore(Duration bucket) {
    this.given = new ProgressiveCurve(bucket);
    this.uniform = new ProgressiveCurve(bucket);
    for (int i = 0; i < Promises.MINUTES.size(); i++) {
      always.add(new ProgressiveCurve(bucket));
      shares.add(new ProgressiveCurve(bucket));
    }
  }

  /**
   * Counts a flight.
   *
   * @param time event time of the decision, milliseconds
   * @param action the promise that was given
   * @param delay minutes by which the flight was late
   */
  public synchronized void add(long time, String action, int delay) {
    int chosen = Promises.place(action);
    double sum = 0;
    for (int i = 0; i < always.size(); i++) {
      double loss = Promises.loss(Promises.MINUTES.get(i), delay);
      always.get(i).add(time, loss);
      shares.get(i).add(time, i == chosen ? 1 : 0);
      alwaysSum[i] += loss;
      sum += loss;
      if (i == chosen) {
        given.add(time, loss);
        givenSum += loss;
      }
    }
    uniform.add(time, sum / always.size());
    uniformSum += sum / always.size();
    times[chosen]++;
    flights++;
  }

  /** Number of flights. */
  public synchronized long flights() {
    return flights;
  }

  /** Mean loss of the promises given, NaN before the first. */
  public synchronized double mean() {
    return givenSum / flights;
  }

  /** Mean loss of one drawn alike from all six, in expectation. */
  public double uniformMean() {
    return uniformSum / flights;
  }

  /** Mean loss of always the promise at this place. */
  public double alwaysMean(int place) {
    return alwaysSum[place] / flights;
  }

  /** Place of the promise that would have cost least if given always. */
  public int bestFixed() {
    int best = 0;
    for (int i = 1; i < alwaysSum.length; i++) {
      best = alwaysSum[i] < alwaysSum[best] ? i : best;
    }
    return best;
  }

  /** Share of the flights that were given the promise at this place. */
  public double share(int place) {
    return (double) times[place] / flights;
  }

  ProgressiveCurve given() {
    return given;
  }

  ProgressiveCurve uniform() {
    return uniform;
  }

  ProgressiveCurve always(int place) {
    return always.get(place);
  }

  ProgressiveCurve shares(int place) {
    return shares.get(place);
  }
}
