package io.thalweg.mirror;

import java.util.List;

/**
 * How a learner stands with one model: what is shown of it, of no effect on what it learns. NaN
 * where a learner has no such number.
 *
 * @param stepSize η of the next round; NaN while it is unknown, and where it is not one number
 * @param variation V, the sum of |g − M|² over the rounds so far
 * @param gradientSquares the sum of |g|² over the rounds so far; above V, the hint helps
 * @param projectedRounds rounds in which the domain held an iterate back
 * @param movement |x − x'| of the iterates played next and last
 * @param expertWeights share of each member of an ensemble, hint of a mixer, or expert that is
 *     mixed
 */
public record Reading(
    double stepSize,
    double variation,
    double gradientSquares,
    double projectedRounds,
    double movement,
    List<Double> expertWeights) {
  /** Keeps a copy of the weights. */
  public Reading {
    expertWeights = List.copyOf(expertWeights);
  }

  /** Σ|g|² / V: above 1 the hint helps, below 1 it hurts; 1 before the first gradient. */
  public double hintGain() {
    return variation == 0 ? 1 : gradientSquares / variation;
  }
}
