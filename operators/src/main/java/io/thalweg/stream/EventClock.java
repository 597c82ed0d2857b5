package io.thalweg.stream;

import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.watermark.Watermark;

/** How far event time has come in a subtask since it was started. */
public final class EventClock {
  private long newest = Long.MIN_VALUE;
  private long watermark = Long.MIN_VALUE;

  /** Shows by how many milliseconds the watermark lies behind the newest event; -1 without one. */
  public void register(MetricGroup group) {
    group.gauge(MetricNames.WATERMARK_LAG, (Gauge<Long>) this::lag);
  }

  /** Takes in that an event of this time has come. */
  public void saw(long time) {
    newest = Math.max(newest, time);
  }

  /** Takes in that all later events will be newer than the watermark. */
  public void advance(Watermark mark) {
    watermark = mark.getTimestamp();
  }

  /** Whether no event can come any more. */
  public boolean isOver() {
    return watermark == Watermark.MAX_WATERMARK.getTimestamp();
  }

  private long lag() {
    return watermark == Long.MIN_VALUE ? -1 : Math.max(0, newest - watermark);
  }
}
