package io.thalweg.jobs.flights;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * The baselines over one stream of flights, each judged before it learns. Those with a rate run at
 * several; the best of them, chosen in hindsight, stands for all.
 */
public final class Baselines {
  private static final double[] RATES = {0.03, 0.1, 0.3, 1, 3};

  /** One baseline and how it fared. */
  private record Entrant(Baseline baseline, double rate, Score score) {}

  /**
   * The best of several rates, in hindsight.
   *
   * @param rate the best one
   * @param score how it fared
   */
  public record Tuned(double rate, Score score) {}

  private final Entrant baseRate;
  private final Entrant gradientDescent;
  private final List<Entrant> adaGrad;
  private final List<Entrant> ftrlProximal;
  private final List<Entrant> all = new ArrayList<>();
  private final Map<String, Long> late = new HashMap<>();

  /**
   * Fresh baselines.
   *
   * @param bucket length of the buckets of their curves
   * @param radius of the ball of {@link GradientDescent}; its G is {@link
   *     FlightExamples#NORM_BOUND}
   */
  public Baselines(Duration bucket, double radius) {
    this.baseRate = enter(new BaseRate(), 0, bucket);
    this.gradientDescent = enter(new GradientDescent(radius, FlightExamples.NORM_BOUND), 0, bucket);
    this.adaGrad = enter(AdaGrad::new, bucket);
    this.ftrlProximal = enter(FtrlBaseline::new, bucket);
  }

  private List<Entrant> enter(DoubleFunction<Baseline> maker, Duration bucket) {
    List<Entrant> entrants = new ArrayList<>();
    for (double rate : RATES) {
      entrants.add(enter(maker.apply(rate), rate, bucket));
    }
    return entrants;
  }

  private Entrant enter(Baseline baseline, double rate, Duration bucket) {
    Entrant entrant = new Entrant(baseline, rate, new Score(bucket));
    all.add(entrant);
    return entrant;
  }

  /** Lets all forecast the flight, counts their losses, then lets all learn from it. */
  public void accept(Flight flight) {
    for (Entrant entrant : all) {
      double loss = Baseline.logLoss(entrant.baseline.predict(flight), FlightExamples.late(flight));
      entrant.score.add(flight.origin(), flight.time(), loss);
      entrant.baseline.learn(flight);
    }
    if (FlightExamples.late(flight)) {
      late.merge(flight.origin(), 1L, Long::sum);
    }
  }

  /** How {@link BaseRate} fared. */
  public Score baseRate() {
    return baseRate.score;
  }

  /** How {@link GradientDescent} fared. */
  public Score gradientDescent() {
    return gradientDescent.score;
  }

  /** How {@link AdaGrad} fared at its best rate. */
  public Tuned adaGrad() {
    return best(adaGrad);
  }

  /** How {@link FtrlBaseline} fared at its best rate. */
  public Tuned ftrlProximal() {
    return best(ftrlProximal);
  }

  /** Share of the airport's flights that were late, NaN if it had none. */
  public double lateShare(String origin) {
    return (double) late.getOrDefault(origin, 0L) / baseRate.score.events(origin);
  }

  private static Tuned best(List<Entrant> entrants) {
    Entrant best =
        entrants.stream()
            .min(Comparator.comparingDouble(entrant -> entrant.score.mean()))
            .orElseThrow();
    return new Tuned(best.rate, best.score);
  }
}
