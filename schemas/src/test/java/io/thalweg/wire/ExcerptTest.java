package io.thalweg.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExcerptTest {

  @Test
  void shortTextStandsAsItIs() {
    assertThat(Excerpt.quoted("SEA é 😀")).isEqualTo("\"SEA é 😀\"");
  }

  @Test
  void longTextIsCut() {
    assertThat(Excerpt.of("x".repeat(61))).isEqualTo("x".repeat(60) + "…");
    assertThat(Excerpt.longer("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
  }

  @Test
  void pairsAreNotCutInHalf() {
    String shown = Excerpt.of("x".repeat(59) + "😀😀");
    assertThat(shown).isEqualTo("x".repeat(59) + "…");
    assertThat(Utf8Text.length(shown)).isPositive();
  }

  @Test
  void whatWouldBreakALineOrAnEncodingIsWrittenOut() {
    assertThat(Excerpt.of("a\nb\u0000c\u2028d\ud83d")).isEqualTo("a\\u000ab\\u0000c\\u2028d\uFFFD");
  }

  @Test
  void bytesAreCutBeforeTheyAreDecoded() {
    byte[] bytes = "é".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    assertThat(Excerpt.quoted(bytes, 0, bytes.length)).isEqualTo('"' + "é".repeat(60) + "…\"");
  }
}
