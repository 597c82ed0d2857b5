package io.thalweg.decide;

import io.thalweg.stream.FeatureSpec;
import java.io.Serializable;

/** What is known of a decision whichever action is chosen, and how it becomes inputs of a model. */
public sealed interface ContextLayout extends Serializable
    permits ContextLayout.Shared, ContextLayout.InSlots {
  /** The features that the whole request has. */
  FeatureSpec shared();

  /** Number of its inputs. */
  int dimension();

  /** One line of ASCII, equal for equal layouts. */
  String canonical();

  /** The shared features, alike in every slot. */
  record Shared(FeatureSpec shared) implements ContextLayout {
    @Override
    public int dimension() {
      return shared.dimension();
    }

    @Override
    public String canonical() {
      return shared.canonical();
    }
  }

  /** The shared features, and those of the slot that is filled behind them. */
  record InSlots(FeatureSpec shared, FeatureSpec slot) implements ContextLayout {
    @Override
    public int dimension() {
      return Math.addExact(shared.dimension(), slot.dimension());
    }

    @Override
    public String canonical() {
      return shared.canonical() + " + " + slot.canonical();
    }
  }
}
