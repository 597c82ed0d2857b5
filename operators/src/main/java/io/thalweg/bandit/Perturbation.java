package io.thalweg.bandit;

import io.thalweg.convex.Word;
import java.io.Serializable;

/**
 * What is added to the outputs or to the loss while learning, to draw the parameters θ towards
 * their initial values θ₀. It adds the same to every arm, so it explores nothing.
 */
public sealed interface Perturbation extends Serializable
    permits Perturbation.None, Perturbation.Decay, Perturbation.Signs {
  /** Nothing is added. */
  Perturbation NONE = new None();

  /** One word that says it all, the same for ever. */
  String canonical();

  /**
   * The perturbation of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Perturbation parse(String canonical) {
    Word word = Word.parse(canonical);
    if (word.is("none")) {
      return NONE;
    }
    if (word.is("decay", 1)) {
      return new Decay(word.number(0));
    }
    if (word.is("signs", 2)) {
      return new Signs(word.whole(0), word.number(1));
    }
    throw new IllegalArgumentException(
        "a perturbation must be none, decay or signs: perturbation=" + canonical);
  }

  /** Nothing is added: the default, no worse than the others wherever it was measured. */
  record None() implements Perturbation {
    @Override
    public String canonical() {
      return "none";
    }
  }

  /**
   * ½λ·|θ − θ₀|² is added to the loss: for the squared loss, exactly the average of {@link Signs}
   * over all sign vectors.
   *
   * @param rate λ, in (0, 1]
   */
  record Decay(double rate) implements Perturbation {
    /** Checks the rate. */
    public Decay {
      if (!(rate > 0 && rate <= 1)) {
        throw new IllegalArgumentException("rate must be in (0, 1]: rate=" + rate);
      }
    }

    /** The average of signs of size {@code size} on a network of width m: λ = size²/√m. */
    public static Decay averageOf(double size, int width) {
      return new Decay(size * size / Math.sqrt(width));
    }

    @Override
    public String canonical() {
      return "decay(" + Double.toHexString(rate) + ")";
    }
  }

  /**
   * The paper's: the loss is the mean over S outputs f + δₛ, δₛ = c/m<sup>¼</sup> · ⟨θ − θ₀, εₛ⟩,
   * with fixed random signs ε (Deb, Ban, Zuo, He, Banerjee, ICLR 2024). Every step is dense: S
   * additions per parameter.
   *
   * @param count S, in [1, 64]
   * @param size c, in (0, 10]
   */
  record Signs(int count, double size) implements Perturbation {
    /** Checks both numbers. */
    public Signs {
      if (count < 1 || count > 64) {
        throw new IllegalArgumentException("count must be in [1, 64]: count=" + count);
      }
      if (!(size > 0 && size <= 10)) {
        throw new IllegalArgumentException("size must be in (0, 10]: size=" + size);
      }
    }

    @Override
    public String canonical() {
      return "signs(" + count + "," + Double.toHexString(size) + ")";
    }
  }
}
