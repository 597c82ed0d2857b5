package io.thalweg.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class GateWatermarksTest {
  private final List<Long> emitted = new ArrayList<>();
  private final WatermarkOutput output =
      new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
          emitted.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
          throw new AssertionError("idleness is not the generator's to tell");
        }

        @Override
        public void markActive() {
          throw new AssertionError("idleness is not the generator's to tell");
        }
      };
  private final WatermarkGenerator<RawEvent> generator =
      GateWatermarks.strategy(100).createWatermarkGenerator(null);

  private static RawEvent event() {
    return new RawEvent(new byte[0], new byte[0], "t", 0, 0, -1).withReceipt();
  }

  @Test
  void aWatermarkLiesJustBelowWhatTheGateWouldStillAccept() {
    RawEvent passed = event();
    passed.accepted(1_000);
    generator.onEvent(passed, 77, output);
    generator.onPeriodicEmit(output);

    assertThat(emitted).containsExactly(899L);
    DisorderGate gate = new DisorderGate(100);
    assertThat(gate.lateness("t", 0, 1_000)).isZero();
    assertThat(gate.lateness("t", 0, 900)).as("the oldest that passes is ahead of it").isZero();
  }

  @Test
  void whatIsRefusedMovesNothing() {
    generator.onEvent(event(), Long.MAX_VALUE, output);
    generator.onPeriodicEmit(output);
    assertThat(emitted).as("nothing was accepted yet").isEmpty();

    RawEvent passed = event();
    passed.accepted(500);
    generator.onEvent(passed, 0, output);
    generator.onEvent(event(), Long.MAX_VALUE, output);
    generator.onPeriodicEmit(output);
    assertThat(emitted).containsExactly(399L);
  }
}
