package io.thalweg.jobs.flights;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How forecasts of delays fared, each an interval with a point inside or beside it. */
public final class Intervals {
  /** Forecasts of each airport that are kept for showing: the last so many. */
  private static final int KEPT = 200;

  /**
   * One forecast and what became of it, in minutes.
   *
   * @param time event time, milliseconds since 1970-01-01T00:00:00Z
   * @param lower below it the delay should be once in ten
   * @param upper above it the delay should be once in ten
   */
  public record Forecast(long time, double lower, double point, double upper, double delay) {
    /** Whether the delay lay in the interval, its ends included. */
    public boolean holds() {
      return delay >= lower && delay <= upper;
    }
  }

  private final Score inside;
  private final Score width;
  private final Score error;
  private final Map<String, Deque<Forecast>> last = new HashMap<>();

  /** No forecast yet; curves in buckets of the given length. */
  public Intervals(Duration bucket) {
    this.inside = new Score(bucket);
    this.width = new Score(bucket);
    this.error = new Score(bucket);
  }

  /** Counts one forecast. */
  public void add(String airport, Forecast forecast) {
    inside.add(airport, forecast.time, forecast.holds() ? 1 : 0);
    width.add(airport, forecast.time, forecast.upper - forecast.lower);
    error.add(airport, forecast.time, Math.abs(forecast.point - forecast.delay));
    Deque<Forecast> kept = last.computeIfAbsent(airport, key -> new ArrayDeque<>());
    kept.addLast(forecast);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
  }

  /** Number of forecasts. */
  public long events() {
    return inside.events();
  }

  /** Share of delays inside their intervals, as a score whose losses are 1 and 0. */
  public Score inside() {
    return inside;
  }

  /** Widths of the intervals, in minutes. */
  public Score width() {
    return width;
  }

  /** Distances of the point forecasts from the delays, in minutes. */
  public Score error() {
    return error;
  }

  /** The airport's last forecasts, in the order in which they came. */
  public List<Forecast> last(String airport) {
    return List.copyOf(last.getOrDefault(airport, new ArrayDeque<>()));
  }
}
