package io.thalweg.mirror;

import io.thalweg.math.FeatureVector;
import io.thalweg.math.Kernels;
import io.thalweg.math.PagedVector;
import io.thalweg.math.Probe;
import java.util.Arrays;

/** The box, coordinate by coordinate; the iterate itself lies in it. */
final class BoxGeometry implements Geometry {
  private final double lower;
  private final double upper;
  private final double[] lanes = new double[8];
  private final double[] fall = new double[8];

  BoxGeometry(double lower, double upper) {
    this.lower = lower;
    this.upper = upper;
  }

  @Override
  public double margin(LinearModel model, Probe probe, double hintStep) {
    if (hintStep == 0) {
      return probe.product();
    }
    FeatureVector x = probe.example();
    float[] values = x.values();
    PagedVector cells = model.cells;
    Arrays.fill(lanes, 0);
    for (int k = 0; k < x.size(); k++) {
      double played = clip(cells.get(x.index(k)) - hintStep * probe.hint(k));
      lanes[k & 7] += played * values[k];
    }
    return Kernels.tree(lanes);
  }

  @Override
  public void step(LinearModel model, Probe probe, double step, double hintStep) {
    if (step == 0) {
      return;
    }
    FeatureVector x = probe.example();
    float[] values = x.values();
    PagedVector cells = model.cells;
    boolean projected = false;
    for (int k = 0; k < x.size(); k++) {
      int index = x.index(k);
      double moved = cells.get(index) - step * values[k];
      double clipped = clip(moved);
      projected |= clipped != moved;
      cells.set(index, clipped);
    }
    if (projected) {
      model.numbers[PROJECTED]++;
    }
  }

  @Override
  public void arrive(LinearModel model, Probe probe, double hintStep) {
    model.numbers[MOVEMENT] = Double.NaN;
  }

  @Override
  public void slide(LinearModel model, Probe probe, double hintStep, ImplicitHint into) {
    FeatureVector x = probe.example();
    float[] values = x.values();
    PagedVector cells = model.cells;
    Arrays.fill(lanes, 0);
    Arrays.fill(fall, 0);
    for (int k = 0; k < x.size(); k++) {
      double value = values[k];
      double moved = cells.get(x.index(k)) - hintStep * value;
      double clipped = clip(moved);
      lanes[k & 7] += clipped * value;
      fall[k & 7] += clipped == moved ? value * value : 0;
    }
    into.product = Kernels.tree(lanes);
    into.fall = Kernels.tree(fall);
  }

  private double clip(double value) {
    return Math.min(upper, Math.max(lower, value));
  }

  @Override
  public void refresh(LinearModel model) {}
}
