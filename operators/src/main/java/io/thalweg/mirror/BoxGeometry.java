package io.thalweg.mirror;

import io.thalweg.math.FeatureVector;
import io.thalweg.math.Kernels;
import io.thalweg.math.PagedVector;

/** The box, coordinate by coordinate; the iterate itself lies in it. */
final class BoxGeometry implements Geometry {
  private final double lower;
  private final double upper;

  BoxGeometry(double lower, double upper) {
    this.lower = lower;
    this.upper = upper;
  }

  @Override
  public double margin(LinearModel model, Round round, double hintStep) {
    FeatureVector x = round.x;
    if (!round.hinted) {
      return model.iterate.dot(x);
    }
    double[] lanes = round.lanes();
    float[] values = x.values();
    PagedVector iterate = model.iterate;
    for (int k = 0; k < x.size(); k++) {
      double played = clip(iterate.get(x.index(k)) - hintStep * round.hint[k]);
      lanes[k & 7] += played * values[k];
    }
    return Kernels.tree(lanes);
  }

  @Override
  public void step(LinearModel model, Round round, double step) {
    FeatureVector x = round.x;
    float[] values = x.values();
    PagedVector iterate = model.iterate;
    for (int k = 0; k < x.size(); k++) {
      int index = x.index(k);
      iterate.set(index, clip(iterate.get(index) - step * values[k]));
    }
  }

  private double clip(double value) {
    return Math.min(upper, Math.max(lower, value));
  }

  @Override
  public void refresh(LinearModel model) {}
}
