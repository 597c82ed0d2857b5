package io.thalweg.math;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Exponential and logarithm from additions and multiplications alone: the same bits on every
 * machine and every Java, as {@link StrictMath}'s, within 1 unit in the last place of the true
 * value, and several times as fast (StrictMath's log1p is a native call on Java 17).
 *
 * <p>The exponential takes 2^(j/64) from a table and a polynomial of degree 5 for the rest (P. T.
 * P. Tang: Table-driven implementation of the exponential function, ACM TOMS 15, 1989). The
 * logarithm multiplies 1 + x by one of 129 short reciprocals c and adds −ln c, from a table, to a
 * polynomial of degree 7. Both tables are computed in 40 decimal digits when the class is loaded.
 */
public final class StableMath {
  private static final int STEPS = 64;
  private static final double STEPS_PER_LN2 = STEPS / 0.6931471805599453;

  /** Adding it rounds to an integer, which then stands in the lowest bits. */
  private static final double ROUNDER = 0x1.8p52;

  /** ln 2 / 64, of which the first part has 32 bits: its products with |k| &lt; 2^21 are exact. */
  private static final double LN2_STEP_HIGH = 0x1.62e42feep-7;

  private static final double LN2_STEP_LOW = 0x1.a39ef35793c76p-39;

  /** Between them every exponential is a normal number. */
  private static final double SMALLEST = -708;

  private static final double LARGEST = 709;

  private static final double[] POWER = new double[STEPS];
  private static final double[] POWER_REST = new double[STEPS];

  private static final int INTERVALS = 128;
  private static final double[] RECIPROCAL = new double[INTERVALS + 1];
  private static final double[] LOGARITHM = new double[INTERVALS + 1];

  static {
    MathContext digits = new MathContext(40);
    BigDecimal root = BigDecimal.valueOf(2);
    for (int halvings = STEPS; halvings > 1; halvings /= 2) {
      root = root.sqrt(digits);
    }
    BigDecimal power = BigDecimal.ONE;
    for (int j = 0; j < STEPS; j++) {
      POWER[j] = power.doubleValue();
      POWER_REST[j] = power.subtract(new BigDecimal(POWER[j])).doubleValue();
      power = power.multiply(root, digits);
    }
    for (int j = 0; j <= INTERVALS; j++) {
      // 1 / (1 + j/128) to 9 bits after the point; exactly 1 for the first.
      RECIPROCAL[j] = StrictMath.rint(512.0 * INTERVALS / (INTERVALS + j)) / 512;
      LOGARITHM[j] = -ln(new BigDecimal(RECIPROCAL[j]), digits).doubleValue();
    }
  }

  private StableMath() {}

  /** e^x, for any x. */
  public static double exp(double x) {
    if (!(x >= SMALLEST && x <= LARGEST)) {
      return StrictMath.exp(x);
    }
    double shifted = x * STEPS_PER_LN2 + ROUNDER;
    long k = Double.doubleToRawLongBits(shifted);
    double rounded = shifted - ROUNDER;
    double r = (x - rounded * LN2_STEP_HIGH) - rounded * LN2_STEP_LOW;
    double r2 = r * r;
    double p = r + r2 * ((0.5 + r * (1 / 6.0)) + r2 * (1 / 24.0 + r * (1 / 120.0)));
    int j = (int) k & (STEPS - 1);
    double power = POWER[j];
    double mantissa = power + (POWER_REST[j] + power * p);
    // k >> 6 in the low bits of k's own representation, moved to where the exponent stands.
    return Double.longBitsToDouble(Double.doubleToRawLongBits(mantissa) + ((k >> 6) << 52));
  }

  /** ln(1 + x) for x in [0, 1]. */
  public static double log1p(double x) {
    int j = (int) (x * INTERVALS + 0.5);
    double c = RECIPROCAL[j];
    double r = (c - 1) + x * c;
    double r2 = r * r;
    double p =
        r2 * ((-0.5 + r * (1 / 3.0)) + r2 * ((-0.25 + r * 0.2) + r2 * (-1 / 6.0 + r * (1 / 7.0))));
    return LOGARITHM[j] + (r + p);
  }

  /** ln x for x in [1/2, 1], by 2 artanh((x − 1) / (x + 1)). */
  private static BigDecimal ln(BigDecimal x, MathContext digits) {
    BigDecimal z = x.subtract(BigDecimal.ONE).divide(x.add(BigDecimal.ONE), digits);
    BigDecimal square = z.multiply(z, digits);
    BigDecimal power = z;
    BigDecimal sum = BigDecimal.ZERO;
    for (int n = 1; n < 90; n += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(n), digits), digits);
      power = power.multiply(square, digits);
    }
    return sum.multiply(BigDecimal.valueOf(2), digits);
  }
}
