package io.thalweg.mirror;

import io.thalweg.math.FeatureVector;
import io.thalweg.math.PagedVector;
import java.util.List;

/**
 * A learner that sees every feature divided by the largest size it has had, the event's own
 * included: its units do not matter then, and no feature is above 1 in size. A feature that is
 * multiplied by a power of two throughout changes no answer at all, one multiplied by anything else
 * what the rounding of features to floats makes of it. Until a feature has shown its size, what was
 * learned of it holds for the size it had: normalize by hand where that is known.
 *
 * <p>One cell per coordinate, the largest size so far, 0 before there was one; its part is the
 * inner learner's model. O(non-zeros) per event beside the inner learner's.
 */
final class NormalizedLearner implements Learner {
  private final LearnerSpec spec;
  private final Learner inner;
  private final Layout layout;
  private final FeatureVector scaled = new FeatureVector();
  private float[] values = {};

  /** Around the learner of a spec that differs in the algorithm only. */
  NormalizedLearner(LearnerSpec spec, Learner inner) {
    this.spec = spec;
    this.inner = inner;
    this.layout = new Layout(spec.dimension(), 0, 0, List.of(inner.layout()));
  }

  @Override
  public LearnerSpec spec() {
    return spec;
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public int outputs() {
    return inner.outputs();
  }

  @Override
  public LinearModel create() {
    return LinearModel.composed(layout, List.of(inner.create()));
  }

  @Override
  public void predict(LinearModel model, FeatureVector features, Answer into) {
    inner.predict(model.parts[0], scale(model.cells, features), into);
  }

  private FeatureVector scale(PagedVector sizes, FeatureVector x) {
    int n = x.size();
    if (values.length < n) {
      values = new float[Math.max(n, 2 * values.length)];
    }
    for (int k = 0; k < n; k++) {
      float value = x.values()[k];
      double size = Math.max(sizes.get(x.index(k)), Math.abs(value));
      values[k] = size > 0 ? (float) (value / size) : 0;
    }
    return x.isSparse() ? scaled.sparse(x.indices(), values, n) : scaled.dense(values, n);
  }

  @Override
  public void learn(
      LinearModel model, FeatureVector features, double label, double weight, Answer into) {
    model.rounds++;
    inner.learn(model.parts[0], scale(model.cells, features), label, weight, into);
    if (weight != 0) {
      grow(model.cells, features);
    }
  }

  private static void grow(PagedVector sizes, FeatureVector x) {
    for (int k = 0; k < x.size(); k++) {
      double size = Math.abs(x.values()[k]);
      if (size > sizes.get(x.index(k))) {
        sizes.set(x.index(k), size);
      }
    }
  }

  @Override
  public Reading read(LinearModel model) {
    return inner.read(model.parts[0]);
  }

  /** The weight of the feature as events have it. */
  @Override
  public double weight(LinearModel model, int output, int index) {
    double size = model.cells.get(index);
    return size > 0 ? inner.weight(model.parts[0], output, index) / size : 0;
  }
}
