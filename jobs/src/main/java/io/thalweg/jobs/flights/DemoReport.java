package io.thalweg.jobs.flights;

import io.thalweg.jobs.flights.Intervals.Forecast;
import io.thalweg.jobs.flights.ProgressiveCurve.Point;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a run over the flights came to; all that {@link DemoPage} shows.
 *
 * @param events number of flights answered
 * @param elapsed wall time from the first sent to the last answered, positive
 * @param deadLetters number of refused events by reason code
 * @param forecasters the learner first, then those it is compared with; at least one
 * @param delays how the forecasts of delays fared, where there were some
 * @param airports the busiest airports of origin, busiest first
 * @param commands what to try next
 */
public record DemoReport(
    long events,
    Duration elapsed,
    SortedMap<String, Long> deadLetters,
    List<Forecaster> forecasters,
    Optional<Delays> delays,
    List<Airport> airports,
    List<Command> commands) {

  /**
   * One who forecasts.
   *
   * @param name short, as it labels a curve
   * @param description one sentence
   * @param models number of models it kept, one per airport
   * @param loss progressive loss over all flights, nats per flight
   * @param hours its losses in buckets of an hour or so
   * @param days its losses in buckets of a day
   */
  public record Forecaster(
      String name,
      String description,
      int models,
      double loss,
      List<Point> hours,
      List<Point> days) {
    /** Copies the lists. */
    public Forecaster {
      hours = List.copyOf(hours);
      days = List.copyOf(days);
    }
  }

  /**
   * One airport of origin.
   *
   * @param code its name, a model's name
   * @param flights number of its flights
   * @param lateShare share of them that were late, 0 to 1
   * @param learned the learner's progressive loss on them
   * @param baseRate that of the base rate
   * @param inside share of them whose delay lay in the interval that was forecast; NaN where none
   *     was
   */
  public record Airport(
      String code,
      long flights,
      double lateShare,
      double learned,
      double baseRate,
      double inside) {}

  /**
   * How forecasts of delays fared.
   *
   * @param inside share of delays inside their intervals
   * @param width mean width of the intervals, in minutes
   * @param error mean distance of the point forecasts from the delays, in minutes
   * @param days share of delays inside their intervals, day by day
   * @param airport the busiest airport
   * @param last its last forecasts
   */
  public record Delays(
      double inside,
      double width,
      double error,
      List<Point> days,
      String airport,
      List<Forecast> last) {
    /** Copies the lists. */
    public Delays {
      days = List.copyOf(days);
      last = List.copyOf(last);
    }

    static Delays of(Intervals intervals, String airport) {
      return new Delays(
          intervals.inside().mean(),
          intervals.width().mean(),
          intervals.error().mean(),
          intervals.inside().curve().points(24),
          airport,
          intervals.last(airport));
    }
  }

  /**
   * One command line.
   *
   * @param line to type in a shell
   * @param purpose what it does, a phrase
   */
  public record Command(String line, String purpose) {}

  private static final int BUSIEST = 10;

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if there is no forecaster, the first has no losses or the
   *     elapsed time is not positive
   */
  public DemoReport {
    deadLetters = Collections.unmodifiableSortedMap(new TreeMap<>(deadLetters));
    forecasters = List.copyOf(forecasters);
    airports = List.copyOf(airports);
    commands = List.copyOf(commands);
    if (forecasters.isEmpty() || forecasters.get(0).hours().isEmpty()) {
      throw new IllegalArgumentException("a report must have a learner with losses: none given");
    }
    if (elapsed.isNegative() || elapsed.isZero()) {
      throw new IllegalArgumentException("elapsed must be positive: elapsed=" + elapsed);
    }
  }

  /**
   * The report of a run: the learner beside the baselines over the same flights.
   *
   * @param learner its losses, in buckets of an hour
   * @param description of the learner, one sentence
   * @param intervals forecasts of the delays, in buckets of an hour
   * @param baselines over the same flights, in buckets of an hour
   * @param elapsed wall time, positive
   * @param deadLetters number of refused events by reason code
   * @param commands what to try next
   */
  public static DemoReport of(
      Score learner,
      String description,
      Intervals intervals,
      Baselines baselines,
      Duration elapsed,
      Map<String, Long> deadLetters,
      List<Command> commands) {
    Score baseRate = baselines.baseRate();
    Stream<Airport> busiest =
        learner.busiest(BUSIEST).stream()
            .map(
                code ->
                    new Airport(
                        code,
                        learner.events(code),
                        baselines.lateShare(code),
                        learner.mean(code),
                        baseRate.mean(code),
                        intervals.inside().mean(code)));
    Baselines.Tuned ftrl = baselines.ftrlProximal();
    Baselines.Tuned adaGrad = baselines.adaGrad();
    return new DemoReport(
        learner.events(),
        elapsed,
        new TreeMap<>(deadLetters),
        List.of(
            forecaster("Thalweg", description, learner),
            forecaster(
                "FTRL, tuned",
                "Same features; the best of five rates, chosen in hindsight: " + ftrl.rate() + ".",
                ftrl.score()),
            forecaster(
                "AdaGrad, tuned",
                "Same features; the best of five rates, chosen in hindsight: "
                    + adaGrad.rate()
                    + ".",
                adaGrad.score()),
            forecaster(
                "gradient descent",
                "Plain online gradient descent with the step of the textbooks, same features, in"
                    + " a ball; it has to be told the longest gradient.",
                baselines.gradientDescent()),
            forecaster(
                "base rate",
                "Always the share of late flights so far at the airport, blind to all features.",
                baseRate)),
        intervals.events() == 0
            ? Optional.empty()
            : Optional.of(Delays.of(intervals, learner.busiest(1).get(0))),
        busiest.toList(),
        commands);
  }

  /** Events answered per second of wall time. */
  public double eventsPerSecond() {
    return events / (elapsed.toNanos() / 1e9);
  }

  /** Number of refused events. */
  public long refused() {
    return deadLetters.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Forecaster forecaster(String name, String description, Score score) {
    return new Forecaster(
        name,
        description,
        score.models(),
        score.mean(),
        score.curve().points(),
        score.curve().points(24));
  }
}
