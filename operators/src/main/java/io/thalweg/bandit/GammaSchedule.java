package io.thalweg.bandit;

import io.thalweg.convex.Word;
import java.io.Serializable;

/**
 * How γ, by which gaps weigh, grows with what the deciding model has learned: not with the
 * requests, so that a stalled stream of losses does not make the policy greedy without data.
 */
public sealed interface GammaSchedule extends Serializable
    permits GammaSchedule.Fixed,
        GammaSchedule.PowerOfCount,
        GammaSchedule.PowerOfLoss,
        GammaSchedule.SquareTheory,
        GammaSchedule.SmallLossTheory {
  /** No schedule gives more: no product with a gap of losses overflows. */
  double LARGEST = 1e12;

  /**
   * γ in [0, {@value #LARGEST}].
   *
   * @param arms K
   * @param learned n, examples learned
   * @param losses C, sum of the losses learned
   */
  double of(int arms, long learned, double losses);

  /** One word that says it all, the same for ever. */
  String canonical();

  /**
   * The schedule of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static GammaSchedule parse(String canonical) {
    Word word = Word.parse(canonical);
    if (word.is("fixed", 1)) {
      return new Fixed(word.number(0));
    }
    if (word.is("count", 4)) {
      return new PowerOfCount(
          word.number(0), word.number(1), scale(word), Long.parseLong(word.text(3)));
    }
    if (word.is("loss", 3)) {
      return new PowerOfLoss(word.number(0), word.number(1), scale(word));
    }
    if (word.is("square-theory", 3)) {
      return new SquareTheory(word.number(0), word.number(1), word.number(2));
    }
    if (word.is("small-loss-theory", 1)) {
      return new SmallLossTheory(word.number(0));
    }
    throw new IllegalArgumentException(
        "gamma must be fixed, count, loss, square-theory or small-loss-theory: gamma=" + canonical);
  }

  private static ArmScale scale(Word word) {
    return Constants.parse(ArmScale.class, word.text(2));
  }

  /** What γ₀ is multiplied by for the number of arms. */
  enum ArmScale {
    /** By nothing, as in Vowpal Wabbit. */
    ONE,
    /** By √K, as in the theory. */
    ROOT;

    double of(int arms) {
      return this == ONE ? 1 : Math.sqrt(arms);
    }
  }

  /**
   * Always the same.
   *
   * @param gamma in [0, {@value #LARGEST}]
   */
  record Fixed(double gamma) implements GammaSchedule {
    /** Checks γ. */
    public Fixed {
      require(gamma >= 0 && gamma <= LARGEST, "gamma must be in [0, 1e12]: gamma=" + gamma);
    }

    @Override
    public double of(int arms, long learned, double losses) {
      return gamma;
    }

    @Override
    public String canonical() {
      return "fixed(" + Double.toHexString(gamma) + ")";
    }
  }

  /**
   * γ₀·s(K)·max(1, n)<sup>ρ</sup>, n held at a most for streams that drift.
   *
   * @param scale γ₀, in (0, 1e6]
   * @param exponent ρ, in [0, 1]
   * @param arms s
   * @param most the n from which γ grows no more, at least 1
   */
  record PowerOfCount(double scale, double exponent, ArmScale arms, long most)
      implements GammaSchedule {
    /** Checks the numbers. */
    public PowerOfCount {
      requirePower(scale, exponent);
      require(most >= 1, "most must be at least 1: most=" + most);
    }

    /** γ₀·√K·√n. */
    public static PowerOfCount root(double scale) {
      return new PowerOfCount(scale, 0.5, ArmScale.ROOT, Long.MAX_VALUE);
    }

    @Override
    public double of(int arms, long learned, double losses) {
      double n = Math.max(1, Math.min(most, learned));
      return power(scale * this.arms.of(arms), exponent, n);
    }

    @Override
    public String canonical() {
      return word("count", scale, exponent, arms) + "," + most + ")";
    }
  }

  /**
   * γ₀·s(K)·max(1, C)<sup>ρ</sup>: it grows with what was lost.
   *
   * @param scale γ₀, in (0, 1e6]
   * @param exponent ρ, in [0, 1]
   * @param arms s
   */
  record PowerOfLoss(double scale, double exponent, ArmScale arms) implements GammaSchedule {
    /** Checks the numbers. */
    public PowerOfLoss {
      requirePower(scale, exponent);
    }

    @Override
    public double of(int arms, long learned, double losses) {
      return power(scale * this.arms.of(arms), exponent, Math.max(1, losses));
    }

    @Override
    public String canonical() {
      return word("loss", scale, exponent, arms) + ")";
    }
  }

  /**
   * √(K·T/(R + ln(2/δ))): for a known horizon T, with a regression of regret R, inverse gap
   * weighting has regret at most 4√(KTR) + 8√(KT·ln(2/δ)) with probability 1 − δ.
   *
   * @param horizon T, in [1, 1e15]
   * @param regret R, at least 0
   * @param failure δ, in (0, 1)
   */
  record SquareTheory(double horizon, double regret, double failure) implements GammaSchedule {
    /** Checks the numbers. */
    public SquareTheory {
      require(horizon >= 1 && horizon <= 1e15, "horizon must be in [1, 1e15]: horizon=" + horizon);
      require(regret >= 0 && regret <= 1e15, "regret must be in [0, 1e15]: regret=" + regret);
      require(failure > 0 && failure < 1, "failure must be in (0, 1): failure=" + failure);
    }

    @Override
    public double of(int arms, long learned, double losses) {
      double divisor = regret + StrictMath.log(2 / failure);
      return Math.min(LARGEST, Math.sqrt(arms * horizon / divisor));
    }

    @Override
    public String canonical() {
      return "square-theory("
          + Double.toHexString(horizon)
          + ","
          + Double.toHexString(regret)
          + ","
          + Double.toHexString(failure)
          + ")";
    }
  }

  /**
   * max(√(K·C/(3·c·ln(n + 1))), 10K): the theory's for reweighted gaps, with the losses seen so far
   * for the best policy's, and a regression of regret c·ln(n + 1).
   *
   * @param regretPerLog c, in (0, 1e9]
   */
  record SmallLossTheory(double regretPerLog) implements GammaSchedule {
    /** Checks the number. */
    public SmallLossTheory {
      require(
          regretPerLog > 0 && regretPerLog <= 1e9,
          "regretPerLog must be in (0, 1e9]: regretPerLog=" + regretPerLog);
    }

    @Override
    public double of(int arms, long learned, double losses) {
      double regret = 3 * regretPerLog * StrictMath.log(Math.max(1, learned) + 1.0);
      return Math.min(LARGEST, Math.max(Math.sqrt(arms * losses / regret), 10.0 * arms));
    }

    @Override
    public String canonical() {
      return "small-loss-theory(" + Double.toHexString(regretPerLog) + ")";
    }
  }

  private static double power(double scale, double exponent, double base) {
    double power = exponent == 0.5 ? Math.sqrt(base) : StrictMath.pow(base, exponent);
    return Math.min(LARGEST, scale * power);
  }

  private static String word(String name, double scale, double exponent, ArmScale arms) {
    return name
        + "("
        + Double.toHexString(scale)
        + ","
        + Double.toHexString(exponent)
        + ","
        + Constants.word(arms);
  }

  private static void requirePower(double scale, double exponent) {
    require(scale > 0 && scale <= 1e6, "scale must be in (0, 1e6]: scale=" + scale);
    require(exponent >= 0 && exponent <= 1, "exponent must be in [0, 1]: exponent=" + exponent);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
