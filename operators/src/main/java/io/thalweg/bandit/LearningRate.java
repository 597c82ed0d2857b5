package io.thalweg.bandit;

import io.thalweg.convex.Word;
import java.io.Serializable;

/** The step size η of a gradient step, by the number of the example, from 1 on. */
public sealed interface LearningRate extends Serializable
    permits LearningRate.Constant, LearningRate.InverseRoot, LearningRate.Harmonic {
  /** η of the {@code n}-th example, n ≥ 1. */
  double of(long n);

  /**
   * What was best where it was measured, 0.1, or 8/d where that is less, d the values of an arm. A
   * step on squared loss diverges where step size times squared gradient reaches 2, and the square
   * grows with the number of standardized values.
   */
  static LearningRate suiting(Features features) {
    return new Constant(Math.min(0.1, 8.0 / features.dimension()));
  }

  /** One word that says it all, the same for ever. */
  String canonical();

  /**
   * The rate of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static LearningRate parse(String canonical) {
    Word word = Word.parse(canonical);
    if (word.is("constant", 1)) {
      return new Constant(word.number(0));
    }
    if (word.is("inverse-root", 1)) {
      return new InverseRoot(word.number(0));
    }
    if (word.is("harmonic", 1)) {
      return new Harmonic(word.number(0));
    }
    throw new IllegalArgumentException(
        "a learning rate must be constant, inverse-root or harmonic: rate=" + canonical);
  }

  /**
   * The same for every example: it never stops following a drift.
   *
   * @param rate in (0, 100]
   */
  record Constant(double rate) implements LearningRate {
    /** Checks the rate. */
    public Constant {
      requireRate(rate);
    }

    @Override
    public double of(long n) {
      return rate;
    }

    @Override
    public String canonical() {
      return "constant(" + Double.toHexString(rate) + ")";
    }
  }

  /**
   * η₁/√n, of online convex optimization.
   *
   * @param first in (0, 100]
   */
  record InverseRoot(double first) implements LearningRate {
    /** Checks the rate. */
    public InverseRoot {
      requireRate(first);
    }

    @Override
    public double of(long n) {
      return first / Math.sqrt((double) n);
    }

    @Override
    public String canonical() {
      return "inverse-root(" + Double.toHexString(first) + ")";
    }
  }

  /**
   * 4/(μ·n), that of the paper's theory for a loss of quadratic growth μ.
   *
   * @param growth μ, in [0.04, 1e9]
   */
  record Harmonic(double growth) implements LearningRate {
    /** Checks the growth: the first step is at most 100. */
    public Harmonic {
      if (!(growth >= 0.04 && growth <= 1e9)) {
        throw new IllegalArgumentException("growth must be in [0.04, 1e9]: growth=" + growth);
      }
    }

    @Override
    public double of(long n) {
      return 4 / (growth * n);
    }

    @Override
    public String canonical() {
      return "harmonic(" + Double.toHexString(growth) + ")";
    }
  }

  private static void requireRate(double rate) {
    if (!(rate > 0 && rate <= 100)) {
      throw new IllegalArgumentException("a learning rate must be in (0, 100]: rate=" + rate);
    }
  }
}
