package io.thalweg.convex;

/**
 * The caller's own guess, told before a round is played ({@link OptimisticMirrorDescent#expect}), 0
 * where none is told: for those who know something of the gradient that its past does not tell. No
 * learner takes it, since events tell no hint.
 */
public record GivenHint() implements Hint {
  @Override
  public String canonical() {
    return "given";
  }
}
