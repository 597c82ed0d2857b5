package io.thalweg.bandit;

import io.thalweg.convex.Word;
import java.io.Serializable;

/** How the features of an arm become the inputs of a model. */
public sealed interface Features extends Serializable permits ArmFeatures, ArmBlocks {
  /** The largest number of inputs of a model. */
  int MOST_INPUTS = 1 << 20;

  /** Number of the model's inputs. */
  int inputs();

  /** Number of an arm's values. */
  int dimension();

  /** One word that says it all, the same for ever. */
  String canonical();

  /**
   * The form of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Features parse(String canonical) {
    Word word = Word.parse(canonical);
    if (word.is("arms", 1)) {
      return new ArmFeatures(word.whole(0));
    }
    if (word.is("blocks", 2)) {
      return new ArmBlocks(word.whole(0), word.whole(1));
    }
    throw new IllegalArgumentException("features must be arms or blocks: features=" + canonical);
  }

  /**
   * Checks that arms are of this form.
   *
   * @throws IllegalArgumentException if they are not
   */
  default void require(Arms arms) {
    if (arms.dimension() != dimension() || arms.inBlocks() != this instanceof ArmBlocks) {
      throw new IllegalArgumentException(
          "arms must have the model's form, "
              + canonical()
              + ": dimension="
              + arms.dimension()
              + (arms.inBlocks() ? ", in blocks" : ", in rows"));
    }
    int end = inputs() - dimension();
    for (int a = 0; a < arms.count(); a++) {
      if (arms.offset(a) > end) {
        throw new IllegalArgumentException(
            "an arm's block must be below the model's blocks, "
                + inputs() / dimension()
                + ": block="
                + arms.offset(a) / dimension()
                + ", arm="
                + a);
      }
    }
  }
}
