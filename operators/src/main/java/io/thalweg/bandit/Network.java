package io.thalweg.bandit;

import static io.thalweg.math.FloatKernels.addProduct;
import static io.thalweg.math.FloatKernels.dot;
import static io.thalweg.math.FloatKernels.multiply;

import io.thalweg.math.KeyedRandom;

/**
 * The arithmetic of a {@link NetworkShape} over parameters that the caller owns: outputs of all
 * arms of a request, and value and gradient at one arm, batch one, in float.
 *
 * <p>Layer by layer the parameters are the weights, float[inputs × units], input-major, and then
 * the biases, float[units], where there are any; the last layer has one unit. So the weights of an
 * arm's block lie in one stretch.
 *
 * <p>Protocol: {@link #value} at an arm, then {@link #differentiate}, then any number of {@link
 * #add} and reads of norms. Nothing is allocated. One instance per thread, any number of parameter
 * arrays.
 *
 * <p>Cost: 2·dimension·units of the first layer plus 2 per parameter of the others, for each arm;
 * gradient and step each the same again.
 */
public final class Network {
  /** Arms that pass through the layers together: their units stay in the first cache. */
  private static final int ROWS = 32;

  private final NetworkShape shape;
  private final int layers;
  private final int[] inputs;
  private final int[] units;
  private final int[] start;
  private final float[] scale;

  private final float[][] rows;
  private final float[][] outputs;
  private final float[][] deltas;
  private final double[] squares;

  private float[] values = {};
  private int at;
  private int offset;
  private int dimension;

  /** The arithmetic of a shape. */
  public Network(NetworkShape shape) {
    this.shape = shape;
    layers = shape.hidden().size() + 1;
    inputs = new int[layers];
    units = new int[layers];
    start = new int[layers + 1];
    scale = new float[layers];
    rows = new float[layers][];
    outputs = new float[layers][];
    deltas = new float[layers][];
    squares = new double[layers];
    int before = shape.inputs();
    for (int l = 0; l < layers; l++) {
      inputs[l] = before;
      units[l] = l < layers - 1 ? shape.hidden().get(l) : 1;
      scale[l] = (float) shape.parametrization().scale(before);
      start[l + 1] = biasAt(l) + (hasBias() ? units[l] : 0);
      rows[l] = new float[ROWS * units[l]];
      outputs[l] = new float[units[l]];
      deltas[l] = new float[units[l]];
      before = units[l];
    }
    deltas[layers - 1][0] = 1;
  }

  /** What this computes. */
  public NetworkShape shape() {
    return shape;
  }

  /** Number of layers, the output's included. */
  public int layers() {
    return layers;
  }

  /** Where the parameters of a layer begin; of {@link #layers}: their number. */
  public int start(int layer) {
    return start[layer];
  }

  private boolean hasBias() {
    return shape.parametrization().hasBias();
  }

  private int biasAt(int layer) {
    return start[layer] + inputs[layer] * units[layer];
  }

  /**
   * The number that a parameter's random draws have: counted layer by layer, weights unit by unit,
   * then biases, as the papers write their vectors θ.
   */
  int draw(int layer, int position) {
    int inLayer = position - start[layer];
    if (position >= biasAt(layer)) {
      return position;
    }
    int input = inLayer / units[layer];
    int unit = inLayer % units[layer];
    return start[layer] + unit * inputs[layer] + input;
  }

  /** The parameters before anything was learned, as {@link Parametrization} says. */
  public float[] initial(long seed) {
    KeyedRandom random = new KeyedRandom(seed, Draws.PARAMETERS);
    float[] parameters = new float[start[layers]];
    for (int l = 0; l < layers; l++) {
      switch (shape.parametrization()) {
        case STANDARD -> uniform(random, l, parameters);
        case TANGENT -> bell(random, l, parameters);
      }
    }
    return parameters;
  }

  private void uniform(KeyedRandom random, int layer, float[] parameters) {
    double bound = 1 / Math.sqrt(inputs[layer]);
    for (int p = start[layer]; p < start[layer + 1]; p++) {
      parameters[p] = (float) ((2 * random.uniform(draw(layer, p)) - 1) * bound);
    }
  }

  private void bell(KeyedRandom random, int layer, float[] parameters) {
    double factor = tangentDeviation();
    if (layer == layers - 1) {
      double square = 0;
      for (int p = start[layer]; p < start[layer + 1]; p++) {
        double v = random.bell(draw(layer, p));
        square += v * v;
      }
      factor = 1 / Math.sqrt(square);
    }
    for (int p = start[layer]; p < start[layer + 1]; p++) {
      parameters[p] = (float) (random.bell(draw(layer, p)) * factor);
    }
  }

  private double tangentDeviation() {
    double m = shape.width();
    return 1 / (2 * (1 + Math.sqrt(StrictMath.log(m)) / Math.sqrt(2 * m)));
  }

  /** Outputs of all arms, double[arms]. */
  public void outputs(float[] parameters, Arms arms, double[] into) {
    outputs(parameters, arms.values(), arms.at(0), arms, into);
  }

  /** As {@link #outputs}, of arms whose values stand in another array, from {@code at} on. */
  void outputs(float[] parameters, float[] values, int at, Arms arms, double[] into) {
    int stride = arms.stride();
    if (layers == 1) {
      for (int a = 0; a < arms.count(); a++) {
        into[a] = output(parameters, values, at + a * stride, arms.offset(a), arms.dimension());
      }
      return;
    }
    for (int from = 0; from < arms.count(); from += ROWS) {
      int count = Math.min(ROWS, arms.count() - from);
      firstLayer(parameters, values, at + from * stride, arms, from, count);
      for (int l = 1; l < layers - 1; l++) {
        int n = inputs[l];
        multiply(rows[l - 1], 0, n, count, n, parameters, start[l], units[l], rows[l], 0);
        finish(parameters, l, rows[l], count);
      }
      int m = inputs[layers - 1];
      for (int r = 0; r < count; r++) {
        into[from + r] = output(parameters, rows[layers - 2], r * m, 0, m);
      }
    }
  }

  /**
   * The first layer of {@code count} arms from {@code from} on, whose values begin at {@code at}.
   */
  private void firstLayer(
      float[] parameters, float[] values, int at, Arms arms, int from, int count) {
    int width = units[0];
    int stride = arms.stride();
    if (arms.inBlocks()) {
      for (int r = 0; r < count; r++) {
        int weights = start[0] + arms.offset(from + r) * width;
        int x = at + r * stride;
        multiply(values, x, 0, 1, arms.dimension(), parameters, weights, width, rows[0], r * width);
      }
    } else {
      multiply(
          values, at, stride, count, arms.dimension(), parameters, start[0], width, rows[0], 0);
    }
    finish(parameters, 0, rows[0], count);
  }

  /** From sums to outputs of a hidden layer, for {@code count} rows. */
  private void finish(float[] parameters, int layer, float[] z, int count) {
    int width = units[layer];
    if (hasBias()) {
      int bias = biasAt(layer);
      for (int r = 0; r < count; r++) {
        for (int j = 0; j < width; j++) {
          z[r * width + j] += parameters[bias + j];
        }
      }
    } else {
      for (int j = 0; j < count * width; j++) {
        z[j] *= scale[layer];
      }
    }
    shape.activation().apply(z, count * width);
  }

  /** The last layer, of {@code n} inputs from the input {@code from} on. */
  private float output(float[] parameters, float[] x, int xAt, int from, int n) {
    int last = layers - 1;
    float sum = scale[last] * dot(x, xAt, parameters, start[last] + from, n);
    return hasBias() ? sum + parameters[biasAt(last)] : sum;
  }

  /**
   * The output at one arm, which becomes the one that is differentiated; to the bit that of {@link
   * #outputs}.
   *
   * @param values float[dimension] from {@code at} on; they must not change before the last {@link
   *     #add}
   * @param offset the input at which the first value stands
   */
  public double value(float[] parameters, float[] values, int at, int offset, int dimension) {
    this.values = values;
    this.at = at;
    this.offset = offset;
    this.dimension = dimension;
    if (layers == 1) {
      return output(parameters, values, at, offset, dimension);
    }
    int weights = start[0] + offset * units[0];
    multiply(values, at, 0, 1, dimension, parameters, weights, units[0], outputs[0], 0);
    finish(parameters, 0, outputs[0], 1);
    for (int l = 1; l < layers - 1; l++) {
      multiply(outputs[l - 1], 0, 0, 1, inputs[l], parameters, start[l], units[l], outputs[l], 0);
      finish(parameters, l, outputs[l], 1);
    }
    int m = inputs[layers - 1];
    return output(parameters, outputs[layers - 2], 0, 0, m);
  }

  /** Finds the gradient ∇f at the arm of {@link #value}; the parameters must be the same. */
  public void differentiate(float[] parameters) {
    for (int l = layers - 2; l >= 0; l--) {
      backward(parameters, l);
    }
    for (int l = 0; l < layers; l++) {
      double weights = dot(deltas[l], 0, deltas[l], 0, units[l]);
      float[] x = l == 0 ? values : outputs[l - 1];
      int n = l == 0 ? dimension : inputs[l];
      int xAt = l == 0 ? at : 0;
      double square = (double) scale[l] * scale[l] * dot(x, xAt, x, xAt, n);
      squares[l] = weights * (square + (hasBias() ? 1 : 0));
    }
  }

  /** From the deltas of layer l + 1 to those of layer l. */
  private void backward(float[] parameters, int l) {
    float[] delta = deltas[l];
    float[] next = deltas[l + 1];
    int width = units[l + 1];
    int weights = start[l + 1];
    float factor = scale[l + 1];
    for (int i = 0; i < units[l]; i++) {
      float slope = shape.activation().slope(outputs[l][i]);
      if (slope == 0) {
        delta[i] = 0;
      } else {
        float sum =
            width == 1
                ? parameters[weights + i]
                : dot(parameters, weights + i * width, next, 0, width);
        delta[i] = slope * (factor * sum);
      }
    }
  }

  /** |∇f|² over the parameters of one layer. */
  public double gradientSquares(int layer) {
    return squares[layer];
  }

  /** |∇f|². */
  public double gradientSquares() {
    double sum = 0;
    for (int l = 0; l < layers; l++) {
      sum += squares[l];
    }
    return sum;
  }

  /** parameters ← parameters + factor · ∇f; only an arm's own block of the first layer is met. */
  public void add(float[] parameters, float factor) {
    for (int l = 0; l < layers; l++) {
      int weights = l == 0 ? start[0] + offset * units[0] : start[l];
      float[] x = l == 0 ? values : outputs[l - 1];
      int n = l == 0 ? dimension : inputs[l];
      int xAt = l == 0 ? at : 0;
      addProduct(parameters, weights, factor * scale[l], x, xAt, n, deltas[l], units[l]);
      if (hasBias()) {
        int bias = biasAt(l);
        for (int j = 0; j < units[l]; j++) {
          parameters[bias + j] += factor * deltas[l][j];
        }
      }
    }
  }
}
