package io.thalweg.mirror;

/** A loss of labels 1 and 0, the classes y = ±1, by the side on which the margin lies. */
public sealed interface ClassLoss extends MarginLoss
    permits LogisticLoss, HingeLoss, SmoothedHingeLoss {
  @Override
  default boolean inLabelUnits() {
    return false;
  }

  @Override
  default boolean accepts(double label) {
    return Labels.isClass(label);
  }

  @Override
  default boolean ofClasses() {
    return true;
  }

  @Override
  default String labelRule() {
    return Labels.CLASSES;
  }
}
