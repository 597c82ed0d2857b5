package io.thalweg.convex;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The guess M at the next gradient g that optimism steps along before the gradient is known. Every
 * bound holds for any hint that is computed before the gradient; what a hint is worth is what it
 * makes of the variation V = Σ|g − M|². A mixer of several is never worse than the best of them by
 * more than a constant.
 */
public sealed interface Hint extends Serializable
    permits ZeroHint, LastGradient, MovingAverage, LaggedGradient, MixedHint, GivenHint {
  /** None: plain descent with a self-tuned step. */
  Hint ZERO = new ZeroHint();

  /** The last gradient, in the order in which the model learned. */
  Hint LAST_GRADIENT = new LastGradient();

  /** Its name in settings and in canonical specs. */
  String canonical();

  /**
   * The hint of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Hint parse(String canonical) {
    Word word = Word.parse(canonical);
    if (word.is("zero")) {
      return ZERO;
    }
    if (word.is("last-gradient")) {
      return LAST_GRADIENT;
    }
    if (word.is("given")) {
      return new GivenHint();
    }
    if (word.is("ema", 1)) {
      return new MovingAverage(word.number(0));
    }
    if (word.is("lag", 1)) {
      return new LaggedGradient(word.whole(0));
    }
    if (word.name().equals("mixer") && !word.arguments().isEmpty()) {
      return mixer(word);
    }
    throw new IllegalArgumentException(
        "a hint must be zero, last-gradient, ema, lag, mixer or given: hint=" + canonical);
  }

  private static Hint mixer(Word word) {
    // A number begins with a digit, a member's name does not.
    boolean bounded = word.text(0).startsWith("0");
    List<Hint> members = new ArrayList<>();
    for (int k = bounded ? 1 : 0; k < word.arguments().size(); k++) {
      members.add(parse(word.text(k)));
    }
    return new MixedHint(members, bounded ? word.number(0) : MixedHint.UNKNOWN);
  }
}
