package io.thalweg.bandit;

import io.thalweg.convex.Word;
import java.io.Serializable;

/**
 * The balls around the initial parameters that the parameters stay in, one per layer.
 *
 * @param hidden ρ, radius for each hidden layer, in (0, 1e6]
 * @param output ρ₁, radius for the output layer, in (0, 1e6]
 */
public record Radii(double hidden, double output) implements Serializable {
  /**
   * A safety net that no healthy network meets. Those of the papers' size are met: 10 and 3 cost a
   * replaying network of {@link RegressionLoss#KULLBACK_LEIBLER} a quarter more regret where there
   * is no noise, since its outputs have to grow there.
   */
  public static final Radii WIDE = new Radii(100, 30);

  /** Checks both radii. */
  public Radii {
    if (!(hidden > 0 && hidden <= 1e6 && output > 0 && output <= 1e6)) {
      throw new IllegalArgumentException(
          "radii must be in (0, 1e6]: hidden=" + hidden + ", output=" + output);
    }
  }

  /** One word that says it all, the same for ever. */
  public String canonical() {
    return "radii(" + Double.toHexString(hidden) + "," + Double.toHexString(output) + ")";
  }

  /**
   * The radii of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Radii parse(String canonical) {
    Word word = Word.parse(canonical);
    if (word.is("radii", 2)) {
      return new Radii(word.number(0), word.number(1));
    }
    throw new IllegalArgumentException("radii must be radii(hidden,output): radii=" + canonical);
  }
}
