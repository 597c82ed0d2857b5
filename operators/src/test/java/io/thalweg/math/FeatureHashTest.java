package io.thalweg.math;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FeatureHashTest {
  private final FeatureHash hash = new FeatureHash(18);

  /** The published check values of MurmurHash3 x86 32-bit, seed 0. */
  @Test
  void hashesAreMurmurHash3() {
    assertThat(of("")).isZero();
    assertThat(of("test")).isEqualTo(0xba6bd213);
    assertThat(of("Hello, world!")).isEqualTo(0xc0363e43);
    assertThat(of("The quick brown fox jumps over the lazy dog")).isEqualTo(0x2e4ff723);
  }

  @Test
  void aTextHashesAsNameEqualsText() {
    byte[] name = "..origin".getBytes(UTF_8);
    byte[] text = "SEA..".getBytes(UTF_8);
    assertThat(hash.hash(name, 2, 6, text, 0, 3)).isEqualTo(of("origin=SEA"));
    byte[] longText = "x".repeat(300).getBytes(UTF_8);
    assertThat(hash.hash(name, 2, 6, longText, 0, 300)).isEqualTo(of("origin=" + "x".repeat(300)));
  }

  @Test
  void positionAndSignComeFromDifferentBits() {
    assertThat(hash.dimension()).isEqualTo(262_144);
    assertThat(hash.index(0xFFFFFFFF)).isEqualTo(262_143);
    assertThat(hash.index(0x80000000)).isZero();
    assertThat(hash.sign(0x80000000)).isEqualTo(-1);
    assertThat(hash.sign(0x7FFFFFFF)).isEqualTo(1);
  }

  /** Over 100,000 names: each sign half of the time, positions as a fair throw would fill them. */
  @Test
  void namesSpreadEvenly() {
    FeatureHash small = new FeatureHash(4);
    int names = 100_000;
    int[] counts = new int[16];
    double signs = 0;
    for (int i = 0; i < names; i++) {
      byte[] name = ("feature-" + i).getBytes(UTF_8);
      int h = small.hash(name, 0, name.length);
      counts[small.index(h)]++;
      signs += small.sign(h);
    }
    assertThat(Math.abs(signs)).isLessThan(5 * Math.sqrt(names));
    double chiSquare = 0;
    for (int count : counts) {
      double expected = names / 16.0;
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    // 15 degrees of freedom: 45 is passed by a fair hash but for 1 case in 10,000.
    assertThat(chiSquare).isLessThan(45);
  }

  @Test
  void bitsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new FeatureHash(0)).hasMessage("bits must be in [1, 30]: bits=0");
    assertThatThrownBy(() -> new FeatureHash(31)).hasMessage("bits must be in [1, 30]: bits=31");
  }

  private int of(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return hash.hash(bytes, 0, bytes.length);
  }
}
