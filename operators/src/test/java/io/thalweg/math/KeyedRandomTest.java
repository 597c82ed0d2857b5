package io.thalweg.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeyedRandomTest {
  @Test
  void numbersAreTheSameForEver() {
    assertThat(new KeyedRandom(42, 0).bits(0)).isEqualTo(0x57e1faba65107204L);
    assertThat(new KeyedRandom(42, 1).bits(0)).isEqualTo(0xfc991bca1a1aa1aeL);
    assertThat(new KeyedRandom(42, 2).bits(0)).isEqualTo(0x18a66858653d4bL);
    KeyedRandom actions = new KeyedRandom(42, 5);
    assertThat(actions.uniform(0)).isEqualTo(0.0662044072541228);
    assertThat(actions.uniform(1)).isEqualTo(0.6210031988001998);
    assertThat(actions.uniform(2)).isEqualTo(0.9685931667451051);
    KeyedRandom parameters = new KeyedRandom(42, 3);
    assertThat(parameters.bell(0)).isEqualTo(-1.1745696508262045);
    assertThat(parameters.bell(1)).isEqualTo(1.0961854480332107);
    assertThat(parameters.bell(2)).isEqualTo(0.5953482482110228);
    long signs = new KeyedRandom(42, 4).signs(0, 66, 0);
    StringBuilder first = new StringBuilder();
    IntStream.range(0, 16).forEach(b -> first.append((signs >>> b & 1) == 1 ? '+' : '-'));
    assertThat(first).hasToString("+-+-+-++++----++");
    assertThat(new KeyedRandom(42, 4).signs(0, 66, 1) & 3).isEqualTo(3);
  }

  @Test
  void keysOfTextsAreTheSameForEver() {
    assertThat(KeyedRandom.key("")).isEqualTo(0x9e3779b97f4a7c15L);
    assertThat(KeyedRandom.key("decision-4711")).isEqualTo(0xb40dc1f798047a98L);
    assertThat(KeyedRandom.key("ab")).isNotEqualTo(KeyedRandom.key("ba"));
  }

  @Test
  void aStreamIsASplittableRandomOfItsKey() {
    // bits(i) of the key k is the (i+1)-th number of SplittableRandom(k): the same finalizer.
    long key = new SplittableRandom(42).nextLong();
    SplittableRandom sequence = new SplittableRandom(key);
    KeyedRandom keyed = new KeyedRandom(42, 0);
    for (int i = 0; i < 1000; i++) {
      assertThat(keyed.bits(i)).isEqualTo(sequence.nextLong());
    }
  }

  @Test
  void uniformNumbersFillTheirIntervalEvenly() {
    int n = 1 << 16;
    int cells = 256;
    int[] counts = new int[cells];
    KeyedRandom random = new KeyedRandom(7, 6);
    for (int i = 0; i < n; i++) {
      double u = random.uniform(i);
      assertThat(u).isBetween(0.0, Math.nextDown(1.0));
      counts[(int) (u * cells)]++;
    }
    double expected = (double) n / cells;
    double chiSquare =
        IntStream.of(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
    assertThat(chiSquare).isLessThan(ChiSquare.bound(cells - 1, 1e-6));
  }

  @Test
  void bellShapedNumbersHaveMeanZeroAndVarianceOne() {
    int n = 20_000;
    KeyedRandom random = new KeyedRandom(1, 3);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double b = random.bell(i);
      assertThat(Math.abs(b)).isLessThanOrEqualTo(6);
      sum += b;
      squares += b * b;
    }
    // Five standard errors; the square of such a number has variance 2 − 1.2/12.
    assertThat(Math.abs(sum / n)).isLessThan(5 / Math.sqrt(n));
    assertThat(Math.abs(squares / n - 1)).isLessThan(5 * Math.sqrt(1.9 / n));
  }

  @Test
  void integersStayBelowTheirBound() {
    KeyedRandom random = new KeyedRandom(3, 6);
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      seen.add(random.below(5, i));
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(LongStream.range(0, 5).boxed().toList());
  }

  @Test
  void combinedKeysDifferFromEachOther() {
    Set<Long> keys = new HashSet<>();
    for (int decision = 0; decision < 100; decision++) {
      for (int arm = 0; arm < 100; arm++) {
        keys.add(KeyedRandom.combine(decision, arm));
      }
    }
    assertThat(keys).hasSize(10_000);
  }
}
