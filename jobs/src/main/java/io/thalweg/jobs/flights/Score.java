package io.thalweg.jobs.flights;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How one forecaster fared: its losses over event time, and per model. */
public final class Score {
  private static final class Tally {
    long events;
    double sum;
  }

  private final ProgressiveCurve curve;
  private final Map<String, Tally> models = new HashMap<>();
  private final Tally all = new Tally();

  /** No loss yet; the curve in buckets of the given length. */
  public Score(Duration bucket) {
    this.curve = new ProgressiveCurve(bucket);
  }

  /**
   * Counts a loss.
   *
   * @param model name of the model that answered
   * @param time event time, milliseconds since 1970-01-01T00:00:00Z
   * @param loss of the answer, finite, in nats
   */
  public void add(String model, long time, double loss) {
    curve.add(time, loss);
    count(models.computeIfAbsent(model, name -> new Tally()), loss);
    count(all, loss);
  }

  /** The losses over event time. */
  public ProgressiveCurve curve() {
    return curve;
  }

  /** Number of losses. */
  public long events() {
    return all.events;
  }

  /** Number of models that had one. */
  public int models() {
    return models.size();
  }

  /** Mean loss, NaN before the first. */
  public double mean() {
    return all.sum / all.events;
  }

  /** Number of losses of a model, 0 if it had none. */
  public long events(String model) {
    Tally tally = models.get(model);
    return tally == null ? 0 : tally.events;
  }

  /** Mean loss of a model, NaN if it had none. */
  public double mean(String model) {
    Tally tally = models.get(model);
    return tally == null ? Double.NaN : tally.sum / tally.events;
  }

  /** The models with the most losses, most first, equals by name; at most {@code limit} of them. */
  public List<String> busiest(int limit) {
    return models.keySet().stream()
        .sorted(
            Comparator.comparingLong((String name) -> events(name))
                .reversed()
                .thenComparing(name -> name))
        .limit(limit)
        .toList();
  }

  private static void count(Tally tally, double loss) {
    tally.events++;
    tally.sum += loss;
  }
}
