package io.thalweg.mirror;

import io.thalweg.convex.Word;
import java.io.Serializable;

/**
 * What a prediction that differs from its label costs. A {@link MarginLoss} judges one margin, a
 * {@link SoftmaxLoss} one margin for each class.
 */
public sealed interface Loss extends Serializable permits MarginLoss, SoftmaxLoss {
  /** The loss's name in settings, without its parameters. */
  String name();

  /** One word that says it all, parameters included, the same for ever. */
  String canonical();

  /**
   * What has to be kept of an answer to tell its loss when the label comes: the margin, or each
   * class's probability.
   */
  double[] forecast(Answer answer);

  /** The loss of a {@link #forecast} kept, unweighted. */
  double value(double[] forecast, double label);

  /** Whether this loss is defined for a label. */
  boolean accepts(double label);

  /** Whether labels are classes rather than quantities. */
  boolean ofClasses();

  /** The labels it is defined for, as the end of the sentence "label must be …". */
  String labelRule();

  /**
   * The loss of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Loss parse(String canonical) {
    Word word = Word.parse(canonical);
    if (word.is("softmax", 1)) {
      return new SoftmaxLoss(word.whole(0));
    }
    return MarginLoss.of(word);
  }
}
