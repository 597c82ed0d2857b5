package io.thalweg.stream;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * The watermark of one partition, as the door's gate has it: just below the oldest event time that
 * the gate would still accept of the partition. What the door refuses moves nothing. Flink takes
 * the least of all partitions, from their assignment on: one that has delivered nothing yet holds
 * all others back.
 *
 * <p>Flink's source hands an event down its chain before it shows it to the generator; the door
 * stands in that chain and has left its word in the event by then.
 */
public final class GateWatermarks implements WatermarkGenerator<RawEvent> {
  private final long allowedMillis;
  private long newest = RawEvent.NOTHING_ACCEPTED;

  private GateWatermarks(long allowedMillis) {
    this.allowedMillis = allowedMillis;
  }

  /**
   * Watermarks for a source of events {@link RawEvent#withReceipt with a receipt}.
   *
   * @param allowedMillis the gate's allowed disorder, in milliseconds
   */
  public static WatermarkStrategy<RawEvent> strategy(long allowedMillis) {
    return WatermarkStrategy.forGenerator(context -> new GateWatermarks(allowedMillis));
  }

  @Override
  public void onEvent(RawEvent event, long timestamp, WatermarkOutput output) {
    newest = Math.max(newest, event.newestAccepted());
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (newest != RawEvent.NOTHING_ACCEPTED) {
      output.emitWatermark(new Watermark(newest - allowedMillis - 1));
    }
  }
}
