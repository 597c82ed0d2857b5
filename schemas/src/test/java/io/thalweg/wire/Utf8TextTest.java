package io.thalweg.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Utf8TextTest {

  @Test
  void everyCodePointSurvivesDecodingAndEncoding() {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        continue;
      }
      String text = "a" + Character.toString(point) + "z";
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      char[] chars = new char[bytes.length];
      byte[] again = new byte[3 * chars.length];

      int length = Utf8Text.decode(bytes, chars);
      int end = Utf8Text.encode(chars, 0, length, again, 0);
      boolean survives =
          Utf8Text.malformed(bytes, 0, bytes.length) == -1
              && new String(chars, 0, length).equals(text)
              && Arrays.equals(Arrays.copyOf(again, end), bytes)
              && Utf8Text.length(text) == bytes.length;
      if (!survives) {
        fail("U+%04X does not survive", point);
      }
    }
  }

  @Test
  void malformedIsWhatTheStrictDecoderOfTheJdkRefuses() {
    SplittableRandom random = new SplittableRandom(1);
    int refused = 0;
    for (int round = 0; round < 100_000; round++) {
      byte[] bytes = new byte[random.nextInt(1, 6)];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        // Leads and followers near the borders of the well-formed ranges.
        for (int i = 0; i < bytes.length; i++) {
          int[] borders = {0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xed};
          bytes[i] =
              (byte)
                  (random.nextInt(4) == 0 ? 0xf0 + random.nextInt(6) : borders[random.nextInt(12)]);
        }
      }
      boolean wellFormed = jdkAccepts(bytes);
      refused += wellFormed ? 0 : 1;
      assertThat(Utf8Text.malformed(bytes, 0, bytes.length) < 0)
          .as(Arrays.toString(bytes))
          .isEqualTo(wellFormed);
    }
    assertThat(refused).isBetween(1000, 99_000);
  }

  @Test
  void halvesOfPairsAreSeen() {
    for (String text :
        new String[] {"\ud83d", "a\ude00", "\ude00\ud83d", "\ud83dx", "\ud83d\ud83d"}) {
      assertThat(Utf8Text.length(text)).isEqualTo(-1);
      char[] chars = text.toCharArray();
      assertThat(Utf8Text.encode(chars, 0, chars.length, new byte[9], 0)).isEqualTo(-1);
    }
  }

  private static boolean jdkAccepts(byte[] bytes) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
