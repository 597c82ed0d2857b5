package io.thalweg.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.thalweg.Example;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmDecodeTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Two Strings of up to 8 chars: 24 bytes each, and as many for its array. */
  private static final long TWO_SHORT_STRINGS = 4 * 24;

  @Test
  void aWarmDecoderAllocatesTheTwoNamesOnly() throws RejectedEventException {
    ExampleDecoder decoder = WireFormat.AVRO.exampleDecoder(Limits.DEFAULT);
    ExampleBuffer buffer = new ExampleBuffer();
    for (Example example : List.of(Samples.sparse(), Samples.dense(), Samples.named())) {
      byte[] event = WireFormat.AVRO.encoder().encode(example);
      int rounds = 20_000;
      decodeOften(decoder, event, buffer, rounds);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      decodeOften(decoder, event, buffer, rounds);
      long perEvent = (THREADS.getCurrentThreadAllocatedBytes() - before) / rounds;
      assertThat(perEvent).isBetween(1L, TWO_SHORT_STRINGS);
    }
  }

  private static void decodeOften(
      ExampleDecoder decoder, byte[] event, ExampleBuffer buffer, int rounds)
      throws RejectedEventException {
    for (int i = 0; i < rounds; i++) {
      decoder.decode(event, buffer);
    }
  }
}
