package io.thalweg.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDigestTest {
  private static final FeatureVector SPARSE =
      new FeatureVector()
          .sparse(new int[] {3, 17, 90, 4096, 70_000}, new float[] {1, -2, 0.5f, 3, 9}, 5);
  private static final FeatureVector DENSE =
      new FeatureVector().dense(new float[] {1, -2, 0.5f}, 3);

  @Test
  void valuesAreTheSameForEver() {
    assertThat(EventDigest.event("", 0, 0, 1, new FeatureVector())).isEqualTo(0xbe9ff7025bfbd68eL);
    assertThat(EventDigest.event("f-17", 978328800000L, 1, 1, SPARSE))
        .isEqualTo(0x88be0abba7269fefL);
    assertThat(EventDigest.event("f-17", 978328800000L, 1, 1, DENSE))
        .isEqualTo(0x1624d5ff78f0e0e6L);
    assertThat(EventDigest.chain(0, 1)).isEqualTo(0xb456bcfc34c2cb2cL);
    assertThat(EventDigest.chain(EventDigest.chain(0, 1), 2)).isEqualTo(0x2c0544514d0e8129L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "f-17",
        "eight ch",
        "nine char",
        "Thalweg über Tal",
        "日本語",
        "🌊🌊",
        "x\ud800y"
      })
  void anIdInBytesEqualsTheIdInAString(String id) {
    byte[] utf8 = ("##" + id).getBytes(StandardCharsets.UTF_8);
    assertThat(EventDigest.event(utf8, 2, utf8.length - 2, 5, 1, 2, SPARSE))
        .isEqualTo(EventDigest.event(id, 5, 1, 2, SPARSE));
  }

  @Test
  void everyPartOfAnEventMatters() {
    Set<Long> hashes = new HashSet<>();
    hashes.add(EventDigest.event("a", 1, 1, 1, SPARSE));
    hashes.add(EventDigest.event("b", 1, 1, 1, SPARSE));
    hashes.add(EventDigest.event("a\0", 1, 1, 1, SPARSE));
    hashes.add(EventDigest.event("a", 2, 1, 1, SPARSE));
    hashes.add(EventDigest.event("a", 1, 0, 1, SPARSE));
    hashes.add(EventDigest.event("a", 1, 1, 2, SPARSE));
    hashes.add(EventDigest.event("a", 1, 1, 1, DENSE));
    hashes.add(
        EventDigest.event(
            "a", 1, 1, 1, new FeatureVector().sparse(new int[] {0, 1, 2}, DENSE.values(), 3)));
    for (int k = 0; k < SPARSE.size(); k++) {
      FeatureVector changed = new FeatureVector().copyFrom(SPARSE);
      changed.values()[k] += 1;
      hashes.add(EventDigest.event("a", 1, 1, 1, changed));
      changed.copyFrom(SPARSE);
      changed.indices()[k]++;
      hashes.add(EventDigest.event("a", 1, 1, 1, changed));
    }
    assertThat(hashes).hasSize(18);
  }

  @Test
  void theOrderOfEventsMatters() {
    long ab = EventDigest.chain(EventDigest.chain(0, 1), 2);
    long ba = EventDigest.chain(EventDigest.chain(0, 2), 1);
    assertThat(ab).isNotEqualTo(ba);
  }

  /** Each of 64 output bits flips half of the time: 5 standard deviations of 20,000 fair coins. */
  @Test
  void oneBitOfAFeatureMovesHalfOfTheHash() {
    Lcg random = new Lcg(2);
    int trials = 20_000;
    int[] flips = new int[64];
    for (int t = 0; t < trials; t++) {
      FeatureVector x = random.sparse(6, 1000);
      long before = EventDigest.event("id", t, 1, 1, x);
      int k = random.below(6);
      x.values()[k] =
          Float.intBitsToFloat(Float.floatToIntBits(x.values()[k]) ^ (1 << random.below(23)));
      long changed = before ^ EventDigest.event("id", t, 1, 1, x);
      for (int bit = 0; bit < 64; bit++) {
        flips[bit] += (int) (changed >>> bit) & 1;
      }
    }
    double fiveDeviations = 5 * Math.sqrt(trials) / 2;
    for (int count : flips) {
      assertThat(Math.abs(count - trials / 2.0)).isLessThan(fiveDeviations);
    }
  }
}
