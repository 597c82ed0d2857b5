package io.thalweg.convex;

import java.io.Serializable;

/**
 * The closed convex set that every iterate stays in; iterates start at its point nearest to 0. How
 * points are projected on it is told by {@link Projection}.
 */
public sealed interface Domain extends Serializable permits Ball, Box, Simplex, L1Ball, WholeSpace {
  /** The largest radius or bound, for which no round can overflow. */
  double LARGEST_BOUND = 1e9;

  /** The largest Euclidean distance of two of its points, in {@code dimension} coordinates. */
  double diameter(int dimension);

  /** One word that says it all, the same for ever. */
  String canonical();

  /**
   * The domain of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Domain parse(String canonical) {
    Word word = Word.parse(canonical);
    if (word.is("ball", 1)) {
      return new Ball(word.number(0));
    }
    if (word.is("box", 2)) {
      return new Box(word.number(0), word.number(1));
    }
    if (word.is("simplex", 1)) {
      return new Simplex(word.number(0));
    }
    if (word.is("l1-ball", 1)) {
      return new L1Ball(word.number(0));
    }
    if (word.is("whole-space")) {
      return new WholeSpace();
    }
    throw new IllegalArgumentException(
        "a domain must be ball, box, simplex, l1-ball or whole-space: domain=" + canonical);
  }
}
