package io.thalweg.jobs.flights;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Losses over event time: their mean in each bucket of time, and the mean of all up to its end.
 *
 * <p>Each loss was taken before its event was learned, so the running mean is the progressive
 * validation loss (Blum, Kalai and Langford, 1999). Losses may come in any order of time. Memory is
 * one tally per bucket that holds an event.
 */
public final class ProgressiveCurve {
  /**
   * One bucket.
   *
   * @param startMillis first millisecond that belongs to it, event time
   * @param endMillis first millisecond that no longer does
   * @param events number of losses in it
   * @param mean their mean
   * @param eventsSoFar number of losses in it and in all earlier ones
   * @param meanSoFar their mean, the progressive loss at the bucket's end
   */
  public record Point(
      long startMillis,
      long endMillis,
      long events,
      double mean,
      long eventsSoFar,
      double meanSoFar) {}

  private static final class Tally {
    long events;
    double sum;
  }

  private final long bucketMillis;
  private final TreeMap<Long, Tally> buckets = new TreeMap<>();

  /**
   * Buckets of one length, on multiples of it since 1970.
   *
   * @throws IllegalArgumentException if the length is below a millisecond
   */
  public ProgressiveCurve(Duration bucket) {
    if (bucket.toMillis() < 1) {
      throw new IllegalArgumentException("bucket must be 1 ms or longer: bucket=" + bucket);
    }
    this.bucketMillis = bucket.toMillis();
  }

  /**
   * Counts a loss.
   *
   * @param time event time, milliseconds since 1970-01-01T00:00:00Z
   * @param loss finite
   * @throws IllegalArgumentException if the loss is not finite
   */
  public void add(long time, double loss) {
    if (!Double.isFinite(loss)) {
      throw new IllegalArgumentException("loss must be finite: loss=" + loss + ", time=" + time);
    }
    Tally tally = buckets.computeIfAbsent(Math.floorDiv(time, bucketMillis), bucket -> new Tally());
    tally.events++;
    tally.sum += loss;
  }

  /** The buckets that hold an event, in order of time. */
  public List<Point> points() {
    return points(1);
  }

  /**
   * The curve in longer buckets.
   *
   * @param factor how many of this curve's buckets make one, 1 or more
   */
  public List<Point> points(int factor) {
    if (factor < 1) {
      throw new IllegalArgumentException("factor must be 1 or more: factor=" + factor);
    }
    TreeMap<Long, Tally> merged = new TreeMap<>();
    buckets.forEach(
        (bucket, tally) -> {
          Tally sum =
              merged.computeIfAbsent(Math.floorDiv(bucket, (long) factor), longer -> new Tally());
          sum.events += tally.events;
          sum.sum += tally.sum;
        });
    long length = bucketMillis * factor;
    List<Point> points = new ArrayList<>(merged.size());
    Tally all = new Tally();
    merged.forEach(
        (bucket, tally) -> {
          all.events += tally.events;
          all.sum += tally.sum;
          points.add(
              new Point(
                  bucket * length,
                  (bucket + 1) * length,
                  tally.events,
                  tally.sum / tally.events,
                  all.events,
                  all.sum / all.events));
        });
    return points;
  }
}
