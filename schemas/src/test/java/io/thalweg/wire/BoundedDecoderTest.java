package io.thalweg.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedDecoderTest {
  private final BoundedDecoder in = new BoundedDecoder();

  /** Writes with Avro's own encoder. */
  private interface Writing {
    void to(BinaryEncoder out) throws IOException;
  }

  private static byte[] written(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    writing.to(out);
    out.flush();
    return bytes.toByteArray();
  }

  @Test
  void readsWhatAvroWrites() throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 10_000; round++) {
      long number = random.nextLong() >> random.nextInt(64);
      int small = random.nextInt() >> random.nextInt(32);
      float single = Float.intBitsToFloat(random.nextInt());
      double twice = Double.longBitsToDouble(random.nextLong());
      byte[] bytes =
          written(
              out -> {
                out.writeLong(number);
                out.writeInt(small);
                out.writeFloat(single);
                out.writeDouble(twice);
                out.writeBoolean(true);
                out.writeString("é😀");
                out.writeString("b");
                out.writeBytes(new byte[] {1, 2});
                out.writeFixed(new byte[] {3, 4, 5});
                out.writeEnum(7);
              });
      in.over(bytes, 0);
      assertThat(in.readLong()).isEqualTo(number);
      assertThat(in.readInt()).isEqualTo(small);
      assertThat(Float.floatToRawIntBits(in.readFloat()))
          .isEqualTo(Float.floatToRawIntBits(single));
      assertThat(Double.doubleToRawLongBits(in.readDouble()))
          .isEqualTo(Double.doubleToRawLongBits(twice));
      assertThat(in.readBoolean()).isTrue();
      assertThat(in.readString()).isEqualTo("é😀");
      assertThat(in.readString(new Utf8("something longer")).toString()).isEqualTo("b");
      assertThat(in.readBytes(null).array()).containsExactly(1, 2);
      byte[] fixed = new byte[3];
      in.readFixed(fixed);
      assertThat(fixed).containsExactly(3, 4, 5);
      assertThat(in.readEnum()).isEqualTo(7);
      assertThat(in.remainingBytes()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE + 1L})
  void readsTheBordersOfLong(long number) throws IOException {
    assertThat(in.over(written(out -> out.writeLong(number)), 0).readLong()).isEqualTo(number);
  }

  @Test
  void skipsWhatAvroWrites() throws IOException {
    byte[] bytes =
        written(
            out -> {
              out.writeString("text");
              out.writeBytes(new byte[9]);
              out.writeFixed(new byte[4]);
              out.writeLong(-2); // a block of two items that tells its six bytes
              out.writeLong(6);
              out.writeFixed(new byte[6]);
              out.writeLong(1); // a block that does not
              out.writeInt(5);
              out.writeLong(0);
              out.writeInt(42);
            });
    in.over(bytes, 0);
    in.skipString();
    in.skipBytes();
    in.skipFixed(4);
    assertThat(in.skipArray()).isEqualTo(1);
    in.readInt();
    assertThat(in.skipMap()).isZero();
    assertThat(in.readInt()).isEqualTo(42);
  }

  @Test
  void noClaimBeyondTheBytesIsBelieved() throws IOException {
    for (long claim : List.of(3L, (long) Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE, -1L)) {
      byte[] bytes =
          written(
              out -> {
                out.writeLong(claim);
                out.writeFixed(new byte[2]);
              });
      assertMalformed(() -> in.over(bytes, 0).readString());
      assertMalformed(() -> in.over(bytes, 0).readString(null));
      assertMalformed(() -> in.over(bytes, 0).readBytes(null));
      assertMalformed(() -> in.over(bytes, 0).skipString());
      assertMalformed(() -> in.over(bytes, 0).skipBytes());
      if (claim > 0) {
        assertMalformed(() -> in.over(bytes, 0).readArrayStart());
        assertMalformed(() -> in.over(bytes, 0).skipMap());
      }
    }
  }

  @Test
  void aBlockOfTheSmallestLongIsRefused() throws IOException {
    byte[] bytes =
        written(
            out -> {
              out.writeLong(Long.MIN_VALUE);
              out.writeLong(1);
              out.writeFixed(new byte[1]);
            });
    assertMalformed(() -> in.over(bytes, 0).readMapStart());
  }

  @Test
  void numbersThatAreTooLongAreRefused() {
    byte[] endless = new byte[20];
    java.util.Arrays.fill(endless, (byte) 0xff);
    assertMalformed(() -> in.over(endless, 0).readLong());
    byte[] bit65 = {-1, -1, -1, -1, -1, -1, -1, -1, -1, 2};
    assertMalformed(() -> in.over(bit65, 0).readLong());
    byte[] bit33 = {-1, -1, -1, -1, 0x1f};
    assertMalformed(() -> in.over(bit33, 0).readInt());
  }

  @Test
  void textMustBeUtf8AndBooleansMustBeBits() {
    assertMalformed(() -> in.over(new byte[] {2, (byte) 0xff}, 0).readString());
    assertMalformed(() -> in.over(new byte[] {2, (byte) 0xff}, 0).readString(null));
    assertMalformed(() -> in.over(new byte[] {2}, 0).readBoolean());
  }

  @Test
  void nothingIsReadBehindTheEnd() {
    byte[] three = {0, 0, 0};
    assertMalformed(() -> in.over(three, 0).readFloat());
    assertMalformed(() -> in.over(three, 0).readDouble());
    assertMalformed(() -> in.over(three, 3).readBoolean());
    assertMalformed(() -> in.over(three, 3).readLong());
    assertMalformed(() -> in.over(three, 0).readFixed(new byte[4]));
    assertMalformed(() -> in.over(three, 0).skipFixed(4));
  }

  @Test
  void theProtocolHasNoItemsWithoutBytes() {
    // What checkedCount relies on: a null or an empty record in an array would take none.
    for (RecordType type : RecordType.values()) {
      assertItemsTakeBytes(type.schema());
    }
  }

  private static void assertItemsTakeBytes(Schema schema) {
    switch (schema.getType()) {
      case RECORD -> schema.getFields().forEach(f -> assertItemsTakeBytes(f.schema()));
      case UNION -> schema.getTypes().forEach(BoundedDecoderTest::assertItemsTakeBytes);
      case ARRAY -> {
        assertThat(takesBytes(schema.getElementType())).as(schema.toString()).isTrue();
        assertItemsTakeBytes(schema.getElementType());
      }
      default -> {}
    }
  }

  private static boolean takesBytes(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> false;
      case FIXED -> schema.getFixedSize() > 0;
      case RECORD -> schema.getFields().stream().anyMatch(f -> takesBytes(f.schema()));
      default -> true;
    };
  }

  private static void assertMalformed(org.assertj.core.api.ThrowableAssert.ThrowingCallable read) {
    assertThatThrownBy(read)
        .isInstanceOf(MalformedException.class)
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
  }
}
