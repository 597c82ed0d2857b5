package io.thalweg.convex;

import java.io.Serializable;

/** The closed convex set that every iterate stays in; it contains 0, where iterates start. */
public sealed interface Domain extends Serializable permits Ball, Box {
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
      return new Ball(word.numbers().get(0));
    }
    if (word.is("box", 2)) {
      return new Box(word.numbers().get(0), word.numbers().get(1));
    }
    throw new IllegalArgumentException("a domain must be ball or box: domain=" + canonical);
  }
}
