package io.thalweg.convex;

import java.io.Serializable;

/**
 * What an optimizer is composed of; two optimizers of equal specs and dimensions fold equal
 * gradients into equal states.
 */
public sealed interface OptimizerSpec extends Serializable permits MirrorDescentSpec {
  /**
   * The optimizer over R^{@code dimension}.
   *
   * @throws IllegalArgumentException if the parts do not go together in that dimension
   */
  Optimizer optimizer(int dimension);

  /** One word that tells this spec from every other, the same for ever. */
  String canonical();

  /**
   * The spec that a {@link #canonical} word tells.
   *
   * @throws IllegalArgumentException if it is not, to the letter, the canonical word of a spec
   */
  static OptimizerSpec parse(String canonical) {
    OptimizerSpec spec = read(canonical);
    if (!spec.canonical().equals(canonical)) {
      throw new IllegalArgumentException(
          "an optimizer must be told by its canonical word: optimizer="
              + canonical
              + ", canonical="
              + spec.canonical());
    }
    return spec;
  }

  private static OptimizerSpec read(String canonical) {
    Word word = Word.parse(canonical);
    if (word.is("mirror-descent", 4)) {
      return new MirrorDescentSpec(
          Domain.parse(word.text(0)),
          StepRule.parse(word.text(1)),
          Regularizer.parse(word.text(2)),
          Hint.parse(word.text(3)));
    }
    throw new IllegalArgumentException(
        "an optimizer must be told by its canonical word: optimizer=" + canonical);
  }
}
