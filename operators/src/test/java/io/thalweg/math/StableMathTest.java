package io.thalweg.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class StableMathTest {
  private static final MathContext DIGITS = new MathContext(50);

  @Test
  void exponentialsAreWithinFourFifthsOfAUnitInTheLastPlace() {
    Lcg random = new Lcg(1);
    double worst = 0;
    for (int i = 0; i < 4000; i++) {
      double x = Math.pow(10, -6 + 8.8 * random.uniform()) * random.sign();
      double actual = StableMath.exp(x);
      BigDecimal error = new BigDecimal(actual).subtract(exp(new BigDecimal(x)));
      worst = Math.max(worst, Math.abs(error.doubleValue()) / Math.ulp(actual));
    }
    assertThat(worst).isLessThan(0.8);
  }

  @Test
  void logarithmsAreWithinEightFifthsOfAUnitInTheLastPlace() {
    Lcg random = new Lcg(2);
    double worst = 0;
    for (int i = 0; i < 4000; i++) {
      double x = i % 2 == 0 ? random.uniform() : Math.pow(10, -20 * random.uniform());
      double actual = StableMath.log1p(x);
      BigDecimal error = new BigDecimal(actual).subtract(log1p(new BigDecimal(x)));
      worst = Math.max(worst, Math.abs(error.doubleValue()) / Math.ulp(actual));
    }
    assertThat(worst).isLessThan(1.6);
  }

  @Test
  void millionsOfValuesAgreeWithStrictMath() {
    Lcg random = new Lcg(3);
    for (int i = 0; i < 2_000_000; i++) {
      double x = 708 * random.symmetric();
      double exp = StrictMath.exp(x);
      assertCloseTo(StableMath.exp(x), exp, 1.5 * Math.ulp(exp), x);
      double y = random.uniform();
      double log = StrictMath.log1p(y);
      assertCloseTo(StableMath.log1p(y), log, 2 * Math.ulp(log), y);
    }
  }

  @Test
  void theEdgesAreThoseOfStrictMath() {
    for (double x :
        new double[] {
          0.0,
          -0.0,
          -708,
          -708.1,
          -745,
          -746,
          709,
          709.1,
          710,
          1e300,
          -1e300,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.MIN_VALUE
        }) {
      double expected = StrictMath.exp(x);
      if (Double.isFinite(expected) && expected > 0) {
        assertCloseTo(StableMath.exp(x), expected, Math.ulp(expected), x);
      } else {
        assertThat(StableMath.exp(x)).isEqualTo(expected);
      }
    }
    assertThat(StableMath.exp(Double.NaN)).isNaN();
    assertThat(StableMath.exp(0)).isEqualTo(1);
    assertThat(StableMath.log1p(0)).isZero();
    assertThat(StableMath.log1p(Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
    assertThat(StableMath.log1p(1)).isEqualTo(StrictMath.log(2));
  }

  @Test
  void valuesAreTheSameForEver() {
    assertThat(StableMath.exp(-1)).isEqualTo(0x1.78b56362cef38p-2);
    assertThat(StableMath.exp(-0.1)).isEqualTo(0x1.cf46d99d52b3ap-1);
    assertThat(StableMath.exp(-37.5)).isEqualTo(0x1.dd5c566301ec7p-55);
    assertThat(StableMath.log1p(0.3)).isEqualTo(0x1.0ca937be1b9dcp-2);
    assertThat(StableMath.log1p(0.75)).isEqualTo(0x1.1e85f5e7040dp-1);
  }

  private static void assertCloseTo(double actual, double expected, double tolerance, double x) {
    if (!(Math.abs(actual - expected) <= tolerance)) {
      assertThat(actual).as("at %s", x).isEqualTo(expected);
    }
  }

  private static BigDecimal exp(BigDecimal x) {
    BigDecimal small = x.divide(BigDecimal.valueOf(1 << 12), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int n = 1; n < 30; n++) {
      term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int i = 0; i < 12; i++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }

  private static BigDecimal log1p(BigDecimal x) {
    BigDecimal z = x.divide(x.add(BigDecimal.valueOf(2)), DIGITS);
    BigDecimal square = z.multiply(z, DIGITS);
    BigDecimal power = z;
    BigDecimal sum = BigDecimal.ZERO;
    for (int n = 1; n < 90; n += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(n), DIGITS), DIGITS);
      power = power.multiply(square, DIGITS);
    }
    return sum.multiply(BigDecimal.valueOf(2), DIGITS);
  }
}
