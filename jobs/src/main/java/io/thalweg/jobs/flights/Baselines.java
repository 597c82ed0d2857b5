package io.thalweg.jobs.flights;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The two baselines over one stream of flights, each judged before it learns. */
public final class Baselines {
  private final Baseline baseRate = new BaseRate();
  private final Baseline gradientDescent;
  private final Score baseRateScore;
  private final Score gradientDescentScore;
  private final Map<String, Long> late = new HashMap<>();

  /**
   * Fresh baselines.
   *
   * @param bucket length of the buckets of their curves
   * @param radius of the ball of {@link GradientDescent}; its G is {@link
   *     FlightExamples#NORM_BOUND}
   */
  public Baselines(Duration bucket, double radius) {
    this.gradientDescent = new GradientDescent(radius, FlightExamples.NORM_BOUND);
    this.baseRateScore = new Score(bucket);
    this.gradientDescentScore = new Score(bucket);
  }

  /** Lets both forecast the flight, counts their losses, then lets both learn from it. */
  public void accept(Flight flight) {
    judge(baseRate, baseRateScore, flight);
    judge(gradientDescent, gradientDescentScore, flight);
    if (FlightExamples.late(flight)) {
      late.merge(flight.origin(), 1L, Long::sum);
    }
  }

  /** How {@link BaseRate} fared. */
  public Score baseRate() {
    return baseRateScore;
  }

  /** How {@link GradientDescent} fared. */
  public Score gradientDescent() {
    return gradientDescentScore;
  }

  /** Share of the airport's flights that were late, NaN if it had none. */
  public double lateShare(String origin) {
    return (double) late.getOrDefault(origin, 0L) / baseRateScore.events(origin);
  }

  private static void judge(Baseline baseline, Score score, Flight flight) {
    double loss = Baseline.logLoss(baseline.predict(flight), FlightExamples.late(flight));
    score.add(flight.origin(), flight.time(), loss);
    baseline.learn(flight);
  }
}
