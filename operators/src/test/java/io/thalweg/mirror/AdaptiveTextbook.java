package io.thalweg.mirror;

import java.util.Arrays;
import java.util.List;

/**
 * The adaptive learner by its formulas, on dense arrays, with nothing done for speed; the feature
 * that is always 1 is the last.
 */
final class AdaptiveTextbook {
  private static final double MIXING = 2 * (Math.sqrt(2) - 1) / (Math.E - 2);

  private final MarginLoss loss;
  private final Adaptive algorithm;
  private final int experts;
  private final double[][] weights;
  private final double[][] gradientSquares;
  private final double[] squares;
  private final double[] counts;
  private final double[] advantages;
  private final double[] shares;
  private final double[] margins;
  private double variance;
  private double largest;
  private double events;
  private double descents;
  private double features;
  private double weightSum;
  private double labelSum;
  private double distanceSum;

  AdaptiveTextbook(MarginLoss loss, Adaptive algorithm, int dimension) {
    this.loss = loss;
    this.algorithm = algorithm;
    this.experts = algorithm.experts().size();
    this.weights = new double[experts][dimension + 1];
    this.gradientSquares = new double[experts][dimension + 1];
    this.squares = new double[dimension + 1];
    this.counts = new double[dimension + 1];
    this.advantages = new double[experts];
    this.shares = new double[experts];
    this.margins = new double[experts];
    Arrays.fill(shares, 1.0 / experts);
  }

  private double center() {
    return loss.inLabelUnits() && weightSum > 0 ? labelSum / weightSum : 0;
  }

  private double unit() {
    if (!loss.inLabelUnits()) {
      return 1;
    }
    return weightSum > 0 ? distanceSum / weightSum : 0;
  }

  double margin(float[] features) {
    double mixed = 0;
    for (int k = 0; k < experts; k++) {
      margins[k] = 0;
      for (int i = 0; i < squares.length; i++) {
        margins[k] += weights[k][i] * bounded(i, value(features, i));
      }
      mixed += shares[k] * margins[k];
    }
    return center() + mixed;
  }

  private static double value(float[] features, int i) {
    return i < features.length ? features[i] : 1;
  }

  private double bounded(int i, double x) {
    double bound = counts[i] < 16 ? counts[i] * Math.sqrt(squares[i]) : Double.MAX_VALUE;
    return Math.max(-bound, Math.min(bound, x));
  }

  double learn(float[] x, double label, double weight) {
    double margin = margin(x);
    judge(margin - center(), weight * loss.slope(margin, label));
    events++;
    weightSum += weight;
    labelSum += weight * label;
    distanceSum += weight * Math.abs(label - labelSum / weightSum);
    if (distanceSum > 0 || !loss.inLabelUnits()) {
      descend(x, label, weight);
    }
    return margin;
  }

  private void judge(double mixed, double slope) {
    double keep = 1 - 1 / algorithm.mixerMemory();
    variance *= keep;
    largest *= keep;
    for (int k = 0; k < experts; k++) {
      double gain =
          Math.abs(mixed - margins[k]) > 1e-12 * unit() ? slope * (mixed - margins[k]) : 0;
      advantages[k] = advantages[k] * keep + gain;
      variance += shares[k] * gain * gain;
      largest = Math.max(largest, Math.abs(gain));
    }
    if (variance > 0) {
      double rate = Math.min(1 / largest, Math.sqrt(MIXING * Math.log(experts) / variance));
      double best = Arrays.stream(advantages).max().getAsDouble();
      double sum = 0;
      for (int k = 0; k < experts; k++) {
        shares[k] = Math.exp(rate * (advantages[k] - best));
        sum += shares[k];
      }
      for (int k = 0; k < experts; k++) {
        shares[k] /= sum;
      }
    }
  }

  private void descend(float[] x, double label, double weight) {
    descents++;
    for (int i = 0; i < squares.length; i++) {
      double value = value(x, i);
      if (value != 0) {
        features++;
        double shrink = bounded(i, value) / value;
        counts[i]++;
        squares[i] += value * value;
        for (int k = 0; k < experts; k++) {
          weights[k][i] *= shrink;
        }
      }
    }
    double spread = distanceSum / weightSum;
    double unit = unit() / Math.sqrt(features / descents);
    double typical = loss.typicalSlope(spread) * weightSum / events;
    List<Adaptive.Expert> all = algorithm.experts();
    for (int k = 0; k < experts; k++) {
      double slope = loss.slope(center() + margins[k], label);
      double[] moves = new double[squares.length];
      double way = 0;
      for (int i = 0; i < squares.length; i++) {
        double value = value(x, i);
        if (value != 0) {
          gradientSquares[k][i] *= 1 - 1 / algorithm.memory();
          gradientSquares[k][i] += Math.pow(weight * slope * value, 2);
          double scale = Math.sqrt(squares[i] / counts[i]);
          double guarded =
              scale * scale * all.get(k).caution() * typical
                  + scale * Math.sqrt(gradientSquares[k][i]);
          moves[i] = all.get(k).step() * unit * weight * value / guarded;
          way += moves[i] * value;
        }
      }
      double step = loss.isSteep() ? loss.proximalSlope(center() + margins[k], label, way) : slope;
      for (int i = 0; i < squares.length; i++) {
        weights[k][i] -= step * moves[i];
      }
    }
  }
}
