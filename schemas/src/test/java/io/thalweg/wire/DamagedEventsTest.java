package io.thalweg.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the bytes, a decoder answers with a record or a reason, and takes little memory. */
class DamagedEventsTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Room for messages and parsers, far below what damaged lengths claim. */
  private static final long MOST_BYTES_PER_EVENT = 1 << 18;

  @ParameterizedTest
  @EnumSource
  void damagedExamplesAreReadOrRefused(WireFormat format) {
    List<byte[]> good = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 50; i++) {
      good.add(format.encoder().encode(Samples.randomExample(random)));
    }
    damage(format.exampleDecoder(Limits.DEFAULT), good, 15_000);
  }

  @ParameterizedTest
  @EnumSource
  void damagedRecordsAreReadOrRefused(WireFormat format) {
    SplittableRandom random = new SplittableRandom(7);
    RecordEncoder encoder = format.encoder();
    for (int round = 0; round < 8_000; round++) {
      SpecificRecord record = Samples.randomRecord(random);
      byte[] damaged = damage(encoder.encode(record), random);
      assertThat(allocated(() -> readOrRefused(format, damaged, record.getClass())))
          .isLessThan(MOST_BYTES_PER_EVENT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noiseIsRefused(WireFormat format) {
    SplittableRandom random = new SplittableRandom(8);
    ExampleDecoder decoder = format.exampleDecoder(Limits.DEFAULT);
    byte[] head = Arrays.copyOf(WireFormat.AVRO.encoder().encode(Samples.dense()), 10);
    for (int round = 0; round < 5_000; round++) {
      byte[] noise = new byte[random.nextInt(100)];
      random.nextBytes(noise);
      if (noise.length > head.length && random.nextBoolean()) {
        System.arraycopy(head, 0, noise, 0, head.length);
      }
      assertThat(Rejections.of(decoder, noise).getMessage()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLargestEventsTakeAFewTimesTheirSize(WireFormat format) {
    SplittableRandom random = new SplittableRandom(9);
    ExampleDecoder decoder = format.exampleDecoder(Limits.DEFAULT);
    String name = "n".repeat(10_000);
    io.thalweg.Example example = Samples.named();
    for (int i = 0; i < 100; i++) {
      example.getFeatures().getNamed().put(name + i, i % 2 == 0 ? (Object) 1.5 : "t");
    }
    byte[] large = format.encoder().encode(example);
    assertThat(large.length).isBetween(1_000_000, Limits.DEFAULT.maxBytes());
    Rejections.of(decoder, Arrays.copyOf(large, large.length - 1));
    for (int round = 0; round < 20; round++) {
      byte[] damaged = damage(large, random);
      assertThat(allocated(() -> outcome(decoder, damaged, new ExampleBuffer())))
          .isLessThan(20L * Limits.DEFAULT.maxBytes());
    }
  }

  @Test
  void theDamageIsOfBothKinds() {
    // Otherwise the tests above would prove little: some damage must be read, some refused.
    SplittableRandom random = new SplittableRandom(10);
    byte[] good = WireFormat.AVRO.encoder().encode(Samples.named());
    ExampleDecoder decoder = WireFormat.AVRO.exampleDecoder(Limits.DEFAULT);
    int read = 0;
    for (int round = 0; round < 1000; round++) {
      read += outcome(decoder, damage(good, random), new ExampleBuffer()) ? 1 : 0;
    }
    assertThat(read).isBetween(50, 950);
  }

  @ParameterizedTest
  @EnumSource
  void damagedLabelsAreReadOrRefused(WireFormat format) {
    SplittableRandom random = new SplittableRandom(12);
    LabelDecoder decoder = format.labelDecoder(Limits.DEFAULT);
    LabelBuffer buffer = new LabelBuffer();
    int read = 0;
    for (int round = 0; round < 8_000; round++) {
      byte[] damaged = damage(format.encoder().encode(Samples.randomLabel(random)), random);
      assertThat(allocated(() -> labelOutcome(decoder, damaged, buffer)))
          .isLessThan(MOST_BYTES_PER_EVENT);
      read += labelOutcome(decoder, damaged, buffer) ? 1 : 0;
    }
    assertThat(read).as("some damage is read, some refused").isBetween(400, 7_600);
  }

  @ParameterizedTest
  @EnumSource
  void damagedRequestsAreReadOrRefused(WireFormat format) {
    damage(format, format.requestDecoder(Limits.DEFAULT), Samples::randomRequest);
  }

  @ParameterizedTest
  @EnumSource
  void damagedDecisionsAreReadOrRefused(WireFormat format) {
    damage(format, format.decisionDecoder(Limits.DEFAULT), Samples::randomDecision);
  }

  @ParameterizedTest
  @EnumSource
  void damagedOutcomesAreReadOrRefused(WireFormat format) {
    damage(format, format.outcomeDecoder(Limits.DEFAULT), Samples::randomOutcome);
  }

  @ParameterizedTest
  @EnumSource
  void noiseIsNoRecord(WireFormat format) {
    SplittableRandom random = new SplittableRandom(14);
    EventDecoder<?> decoder = format.requestDecoder(Limits.DEFAULT);
    byte[] head = Arrays.copyOf(WireFormat.AVRO.encoder().encode(Samples.request()), 10);
    for (int round = 0; round < 5_000; round++) {
      byte[] noise = new byte[random.nextInt(100)];
      random.nextBytes(noise);
      if (noise.length > head.length && random.nextBoolean()) {
        System.arraycopy(head, 0, noise, 0, head.length);
      }
      assertThat(Rejections.ofRecord(decoder, noise).getMessage()).isNotEmpty();
    }
  }

  private static void damage(
      WireFormat format,
      EventDecoder<?> decoder,
      Function<SplittableRandom, ? extends SpecificRecord> samples) {
    SplittableRandom random = new SplittableRandom(15);
    RecordEncoder encoder = format.encoder();
    int read = 0;
    for (int round = 0; round < 4_000; round++) {
      byte[] damaged = damage(encoder.encode(samples.apply(random)), random);
      assertThat(allocated(() -> recordOutcome(decoder, damaged))).isLessThan(MOST_BYTES_PER_EVENT);
      read += recordOutcome(decoder, damaged) ? 1 : 0;
    }
    assertThat(read).as("some damage is read, some refused").isBetween(40, 3_960);
  }

  /** Damages the events in turn and decodes what becomes of them. */
  static void damage(ExampleDecoder decoder, List<byte[]> events, int rounds) {
    SplittableRandom random = new SplittableRandom(11);
    ExampleBuffer buffer = new ExampleBuffer();
    for (int round = 0; round < rounds; round++) {
      byte[] damaged = damage(events.get(round % events.size()), random);
      assertThat(allocated(() -> outcome(decoder, damaged, buffer)))
          .isLessThan(MOST_BYTES_PER_EVENT);
    }
  }

  /** What the second of two runs allocates, in bytes: the first may load classes. */
  private static long allocated(Runnable decoding) {
    decoding.run();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    decoding.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static void readOrRefused(
      WireFormat format, byte[] bytes, Class<? extends SpecificRecord> type) {
    try {
      assertThat(format.decode(bytes, type)).isNotNull();
    } catch (RejectedEventException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  private static boolean outcome(ExampleDecoder decoder, byte[] event, ExampleBuffer buffer) {
    try {
      decoder.decode(event, buffer);
      return true;
    } catch (RejectedEventException e) {
      assertThat(e.getMessage()).isNotEmpty().hasSizeLessThan(1000);
      assertThat(Utf8Text.length(e.getMessage())).isPositive();
      return false;
    }
  }

  private static boolean labelOutcome(LabelDecoder decoder, byte[] event, LabelBuffer buffer) {
    try {
      decoder.decode(event, buffer);
      return true;
    } catch (RejectedEventException e) {
      assertThat(e.getMessage()).isNotEmpty().hasSizeLessThan(1000);
      return false;
    }
  }

  private static boolean recordOutcome(EventDecoder<?> decoder, byte[] event) {
    try {
      assertThat(decoder.decode(event)).isNotNull();
      return true;
    } catch (RejectedEventException e) {
      assertThat(e.getMessage()).isNotEmpty().hasSizeLessThan(1000);
      assertThat(Utf8Text.length(e.getMessage())).isPositive();
      return false;
    }
  }

  /** Flips, sets, inserts, removes or cuts a few bytes; the fingerprint of Avro mostly survives. */
  private static byte[] damage(byte[] event, SplittableRandom random) {
    byte[] damaged = event.clone();
    int spare = random.nextInt(10) == 0 ? 0 : Math.min(AvroHeader.LENGTH, event.length - 1);
    for (int times = random.nextInt(1, 4); times > 0 && damaged.length > spare; times--) {
      int at = random.nextInt(spare, damaged.length);
      switch (random.nextInt(6)) {
        case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> damaged[at] = (byte) random.nextInt();
        case 2 -> damaged = Arrays.copyOf(damaged, at);
        case 3 -> damaged = spliced(damaged, at, at + 1, new byte[0]);
        case 4 ->
            damaged = spliced(damaged, at, at, varint(random.nextLong() >>> random.nextInt(64)));
        default -> {
          byte[] tokens = "{}[]\":,\\u-.eE0NI".getBytes(java.nio.charset.StandardCharsets.UTF_8);
          damaged[at] = tokens[random.nextInt(tokens.length)];
        }
      }
    }
    return damaged;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] with) {
    byte[] result = new byte[bytes.length - (to - from) + with.length];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(with, 0, result, from, with.length);
    System.arraycopy(bytes, to, result, from + with.length, bytes.length - to);
    return result;
  }

  private static byte[] varint(long value) {
    byte[] bytes = new byte[10];
    int n = 0;
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[n++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[n++] = (byte) rest;
    return Arrays.copyOf(bytes, n);
  }
}
