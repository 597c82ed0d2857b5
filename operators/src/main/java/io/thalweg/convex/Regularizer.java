package io.thalweg.convex;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A convex function r of the iterate that is paid in every round beside the loss, and is handled
 * exactly: both steps of a round minimise it together with the linear part, so that no gradient of
 * it is ever taken and its zeros are true zeros. The regret bounds of mirror descent hold for loss
 * plus regularizer as they stand.
 */
public sealed interface Regularizer extends Serializable
    permits NoRegularizer, L1, L2, ElasticNet, GroupLasso {
  /** Nothing is paid. */
  Regularizer NONE = new NoRegularizer();

  /** The λ for which r is λ-strongly convex; 0 if there is none. */
  double curvature();

  /** One word that says it all, the same for ever. */
  String canonical();

  /**
   * The regularizer of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Regularizer parse(String canonical) {
    Word word = Word.parse(canonical);
    if (word.is("none")) {
      return NONE;
    }
    if (word.is("l1", 1)) {
      return new L1(word.number(0));
    }
    if (word.is("l2", 1)) {
      return new L2(word.number(0));
    }
    if (word.is("elastic-net", 2)) {
      return new ElasticNet(word.number(0), word.number(1));
    }
    if (word.name().equals("group-lasso") && word.arguments().size() >= 2) {
      List<Integer> sizes = new ArrayList<>();
      for (int k = 1; k < word.arguments().size(); k++) {
        sizes.add(word.whole(k));
      }
      return new GroupLasso(word.number(0), sizes);
    }
    throw new IllegalArgumentException(
        "a regularizer must be none, l1, l2, elastic-net or group-lasso: regularizer=" + canonical);
  }
}
