package io.thalweg.convex;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What an optimizer is composed of; two optimizers of equal specs and dimensions fold equal
 * gradients into equal states.
 */
public sealed interface OptimizerSpec extends Serializable
    permits MirrorDescentSpec,
        PerCoordinateSpec,
        FollowTheLeaderSpec,
        FtrlProximalSpec,
        ExponentialWeightsSpec,
        NewtonSpec,
        EnsembleSpec {
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
    if (word.name().equals("per-coordinate") && word.arguments().size() >= 3) {
      return perCoordinate(word);
    }
    if (word.is("follow-the-leader", 3)) {
      return new FollowTheLeaderSpec(
          Domain.parse(word.text(0)), word.number(1), Hint.parse(word.text(2)));
    }
    if (word.is("ftrl-proximal", 5)) {
      return new FtrlProximalSpec(
          word.number(0), word.number(1), word.number(2), word.number(3), Hint.parse(word.text(4)));
    }
    if (word.is("exponential-weights", 3) && StepRule.parse(word.text(1)) instanceof Convex step) {
      return new ExponentialWeightsSpec(Domain.parse(word.text(0)), step, Hint.parse(word.text(2)));
    }
    if (word.is("newton", 5) && Domain.parse(word.text(0)) instanceof Ball ball) {
      return new NewtonSpec(
          ball, word.number(1), word.number(2), word.number(3), Hint.parse(word.text(4)));
    }
    if (word.is("ensemble", 6)) {
      return new EnsembleSpec(
          Domain.parse(word.text(0)),
          word.number(1),
          word.number(2),
          word.number(3),
          word.number(4),
          Hint.parse(word.text(5)));
    }
    throw new IllegalArgumentException(
        "an optimizer must be told by its canonical word: optimizer=" + canonical);
  }

  private static OptimizerSpec perCoordinate(Word word) {
    List<StepSize> steps = new ArrayList<>();
    for (int k = 2; k < word.arguments().size(); k++) {
      steps.add(StepSize.parse(word.text(k)));
    }
    if (Domain.parse(word.text(0)) instanceof Box box) {
      return new PerCoordinateSpec(box, Hint.parse(word.text(1)), steps);
    }
    throw new IllegalArgumentException(
        "per-coordinate steps must have a box: domain=" + word.text(0));
  }
}
