package io.thalweg.bandit;

import io.thalweg.math.FloatKernels;
import io.thalweg.math.KeyedRandom;
import java.util.Arrays;

/**
 * Online regression with a network: projected online gradient descent, batch one (Deb, Ban, Zuo,
 * He, Banerjee: Contextual Bandits with Online Neural Regression, ICLR 2024). With f the network, y
 * the loss of the example, r = dℓ(f; y)/df, w the importance, P the projection on the balls of
 * {@link Radii},
 *
 * <pre>
 *   θ ← P[ θ − η·( w·r·∇f + perturbation ) ]
 *   then steps more of the same kind, on remembered examples
 * </pre>
 *
 * <p>Cost per example: (1 + replay steps) · (forward + gradient + update of one arm); per request
 * one forward per arm. Sparse blocks stay sparse unless there is a perturbation.
 *
 * <p>Nothing stops it: an example whose value or gradient overflows is counted and skipped, a
 * gradient longer than the limit is shortened, so that finite parameters stay finite.
 *
 * <p>This implementation differs from the paper in the following: parameters are floats; the loss
 * is averaged over fixed signs, exactly averaged, or (by default) not perturbed at all; examples
 * may be replayed; features may be standardized; step size and radii are settings, not the
 * theory's.
 */
public final class NeuralRegression implements Regression {
  /** What rounding may add to a layer's distance in one step, by its length. */
  private static final double ROUNDING = 0x1p-23;

  private final NeuralSpec spec;
  private final Features features;
  private final RegressionLoss loss;
  private final Network network;
  private final float[] initial;
  private final double[] initialNorms;
  private final SignVectors signs;
  private final double decay;
  private final KeyedRandom replayed;
  private final KeyedRandom kept;
  private final double[] lanes = new double[8];
  private final float[] row;
  private float[] scratch = {};

  /** The regression that {@code spec} describes. */
  NeuralRegression(NeuralSpec spec, Features features) {
    this.spec = spec;
    this.features = features;
    loss = spec.loss();
    network = new Network(spec.network(features));
    initial = network.initial(spec.seed());
    initialNorms = new double[network.layers()];
    float[] zeros = new float[initial.length];
    for (int l = 0; l < network.layers(); l++) {
      initialNorms[l] = distance(l, initial, zeros);
    }
    signs = SignVectors.of(spec.perturbation(), network, spec.seed());
    decay = spec.perturbation() instanceof Perturbation.Decay d ? d.rate() : 0;
    replayed = new KeyedRandom(spec.seed(), Draws.REPLAYED);
    kept = new KeyedRandom(spec.seed(), Draws.KEPT);
    row = new float[features.dimension()];
    ReplayMemory.cells(spec.replay().capacity(), features.dimension());
  }

  /** What it is composed of. */
  public NeuralSpec spec() {
    return spec;
  }

  /** Its network. */
  public Network network() {
    return network;
  }

  @Override
  public NeuralModel create() {
    return NeuralModel.create(
        initial.clone(), network.layers(), spec.replay().capacity(), features.dimension());
  }

  private static NeuralModel neural(RegressionModel model) {
    if (model instanceof NeuralModel neural) {
      return neural;
    }
    throw new IllegalArgumentException("a network needs a neural model: model=" + model);
  }

  @Override
  public void predict(RegressionModel model, Arms arms, double[] losses) {
    NeuralModel m = neural(model);
    if (spec.standardization() == Standardization.NONE) {
      network.outputs(m.parameters, arms, losses);
    } else {
      int n = arms.stride() == 0 ? arms.dimension() : arms.count() * arms.dimension();
      standardize(m, arms.values(), arms.at(0), n);
      network.outputs(m.parameters, scratch, 0, arms, losses);
    }
    signs.measure(m.parameters, initial);
    for (int a = 0; a < arms.count(); a++) {
      losses[a] = loss.told(signs.prediction(loss, losses[a]));
    }
  }

  private void standardize(NeuralModel m, float[] values, int at, int n) {
    if (scratch.length < n) {
      scratch = new float[Math.max(n, 2 * scratch.length)];
    }
    m.standardizer.apply(values, at, n, scratch);
  }

  @Override
  public void learn(RegressionModel model, long n, Arms arms, int arm, double loss, double weight) {
    NeuralModel m = neural(model);
    double rate = spec.learningRate().of(n);
    step(m, arms.values(), arms.at(arm), arms.offset(arm), rate, loss, weight);
    Replay replay = spec.replay();
    if (replay.keep() != Replay.Keep.NOTHING) {
      m.memory.remember(replay, kept, n, arms, arm, loss, weight);
      for (int k = 0; k < replay.steps(); k++) {
        replay(m, rate, (n - 1) * replay.steps() + k);
      }
    }
    if (spec.standardization() == Standardization.ONLINE) {
      m.standardizer.observe(arms.values(), arms.at(arm));
    }
  }

  private void replay(NeuralModel m, double rate, long step) {
    ReplayMemory memory = m.memory;
    int i = memory.drawn(replayed, step);
    memory.features(i, row);
    step(m, row, 0, memory.offset(i), rate, memory.loss(i), memory.weight(i));
  }

  private void step(
      NeuralModel m, float[] values, int at, int offset, double rate, double y, double weight) {
    float[] x = values;
    int xAt = at;
    if (spec.standardization() == Standardization.ONLINE) {
      standardize(m, values, at, features.dimension());
      x = scratch;
      xAt = 0;
    }
    double f = network.value(m.parameters, x, xAt, offset, features.dimension());
    network.differentiate(m.parameters);
    double square = network.gradientSquares();
    if (!(Math.abs(f) <= Float.MAX_VALUE && square <= Float.MAX_VALUE)) {
      m.skipped++;
      return;
    }
    signs.measure(m.parameters, initial);
    double slope = weight * signs.slope(loss, f, y);
    double length = Math.abs(slope) * Math.sqrt(square);
    double factor = rate * slope;
    if (length > spec.gradientLimit()) {
      factor *= spec.gradientLimit() / length;
    }
    perturb(m, rate * weight);
    network.add(m.parameters, (float) -factor);
    project(m, Math.abs(factor));
  }

  /** The perturbation's part of a step; at the parameters before the step. */
  private void perturb(NeuralModel m, double step) {
    if (decay > 0) {
      double share = Math.min(1, step * decay);
      for (int p = 0; p < initial.length; p++) {
        double distance = (double) m.parameters[p] - initial[p];
        m.parameters[p] -= (float) (share * distance);
      }
      Arrays.fill(m.reach, Double.POSITIVE_INFINITY);
    }
    if (!signs.isEmpty()) {
      signs.step(m.parameters, step);
      Arrays.fill(m.reach, Double.POSITIVE_INFINITY);
    }
  }

  /** Moves each layer back into its ball, computing its distance only where it may be outside. */
  private void project(NeuralModel m, double factor) {
    int last = network.layers() - 1;
    for (int l = 0; l <= last; l++) {
      double radius = l == last ? spec.radii().output() : spec.radii().hidden();
      m.reach[l] +=
          factor * Math.sqrt(network.gradientSquares(l)) * (1 + 1e-3)
              + ROUNDING * (initialNorms[l] + radius);
      if (m.reach[l] > radius) {
        double distance = distance(l, m.parameters, initial);
        if (distance > radius) {
          pull(l, m.parameters, radius / distance);
        }
        m.reach[l] = Math.min(distance, radius);
      }
    }
  }

  private double distance(int layer, float[] a, float[] b) {
    int from = network.start(layer);
    int to = network.start(layer + 1);
    return Math.sqrt(FloatKernels.squaredDistance(a, b, from, to, lanes));
  }

  private void pull(int layer, float[] parameters, double factor) {
    for (int p = network.start(layer); p < network.start(layer + 1); p++) {
      parameters[p] = (float) (initial[p] + factor * ((double) parameters[p] - initial[p]));
    }
  }
}
