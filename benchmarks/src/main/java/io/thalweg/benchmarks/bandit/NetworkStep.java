package io.thalweg.benchmarks.bandit;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import io.thalweg.bandit.Activation;
import io.thalweg.bandit.Arms;
import io.thalweg.bandit.Network;
import io.thalweg.bandit.NetworkShape;
import io.thalweg.bandit.Parametrization;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * A network f(x) = v·relu(W x + b) + c: the outputs of all rows, and then one gradient step of
 * squared loss at the first. All start from our network's parameters.
 */
interface NetworkStep extends AutoCloseable {
  /** The output at the first row, before the step. */
  float step(float[] rows, float y, float rate);

  @Override
  default void close() {}

  /** The step of a library. */
  static NetworkStep of(String library, Shape shape) {
    return switch (library) {
      case "ours" -> new Ours(shape);
      case "netlib" -> new Netlib(shape);
      case "ejml" -> new Ejml(shape);
      case "djl" -> new Djl(shape);
      default -> throw new IllegalArgumentException("no such library: " + library);
    };
  }

  private static Network network(Shape shape) {
    return new Network(
        new NetworkShape(
            shape.dimension(), List.of(shape.units()), Activation.RELU, Parametrization.STANDARD));
  }

  /** Parts of our parameters: W input-major, b, v, c. */
  private static float[] part(Shape shape, int part) {
    float[] all = network(shape).initial(1);
    int d = shape.dimension();
    int m = shape.units();
    int[] ends = {0, d * m, d * m + m, d * m + 2 * m, d * m + 2 * m + 1};
    return Arrays.copyOfRange(all, ends[part], ends[part + 1]);
  }

  /** Ours. */
  final class Ours implements NetworkStep {
    private final Network network;
    private final float[] parameters;
    private final int dimension;
    private final double[] outputs;
    private final Arms arms = new Arms();

    Ours(Shape shape) {
      network = network(shape);
      parameters = network.initial(1);
      dimension = shape.dimension();
      outputs = new double[shape.arms()];
    }

    @Override
    public float step(float[] rows, float y, float rate) {
      network.outputs(parameters, arms.rows(rows, dimension, outputs.length), outputs);
      double f = network.value(parameters, rows, 0, 0, dimension);
      network.differentiate(parameters);
      network.add(parameters, (float) (-rate * (f - y)));
      return (float) outputs[0];
    }
  }

  /** BLAS: column-major, so that all matrices are the transposes of ours. */
  final class Netlib implements NetworkStep {
    private final BLAS blas = JavaBLAS.getInstance();
    private final int d;
    private final int k;
    private final int m;
    private final float[] w;
    private final float[] b;
    private final float[] v;
    private final float[] c;
    private final float[] hidden;
    private final float[] outputs;
    private final float[] delta;

    Netlib(Shape shape) {
      d = shape.dimension();
      k = shape.arms();
      m = shape.units();
      w = part(shape, 0);
      b = part(shape, 1);
      v = part(shape, 2);
      c = part(shape, 3);
      hidden = new float[k * m];
      outputs = new float[k];
      delta = new float[m];
    }

    @Override
    public float step(float[] rows, float y, float rate) {
      blas.sgemm("N", "N", m, k, d, 1, w, m, rows, d, 0, hidden, m);
      finish(hidden, b, k);
      blas.sgemv("T", m, k, 1, hidden, m, v, 1, 0, outputs, 1);
      float f = outputs[0] + c[0];
      float factor = -rate * (f - y);
      slopes(hidden, v, delta);
      blas.saxpy(m, factor, hidden, 1, v, 1);
      blas.saxpy(m, factor, delta, 1, b, 1);
      blas.sger(m, d, factor, delta, 1, rows, 1, w, m);
      c[0] += factor;
      return f;
    }
  }

  /** EJML, row-major as ours. */
  final class Ejml implements NetworkStep {
    private final FMatrixRMaj x;
    private final FMatrixRMaj first;
    private final FMatrixRMaj w;
    private final FMatrixRMaj b;
    private final FMatrixRMaj v;
    private final FMatrixRMaj hidden;
    private final FMatrixRMaj outputs;
    private final FMatrixRMaj delta;
    private float c;

    Ejml(Shape shape) {
      int d = shape.dimension();
      int k = shape.arms();
      int m = shape.units();
      x = new FMatrixRMaj(k, d);
      first = new FMatrixRMaj(d, 1);
      w = FMatrixRMaj.wrap(d, m, part(shape, 0));
      b = FMatrixRMaj.wrap(m, 1, part(shape, 1));
      v = FMatrixRMaj.wrap(m, 1, part(shape, 2));
      c = part(shape, 3)[0];
      hidden = new FMatrixRMaj(k, m);
      outputs = new FMatrixRMaj(k, 1);
      delta = new FMatrixRMaj(m, 1);
    }

    @Override
    public float step(float[] rows, float y, float rate) {
      x.setData(rows);
      CommonOps_FDRM.mult(x, w, hidden);
      finish(hidden.data, b.data, x.numRows);
      CommonOps_FDRM.mult(hidden, v, outputs);
      float f = outputs.data[0] + c;
      float factor = -rate * (f - y);
      slopes(hidden.data, v.data, delta.data);
      for (int j = 0; j < v.numRows; j++) {
        v.data[j] += factor * hidden.data[j];
        b.data[j] += factor * delta.data[j];
      }
      System.arraycopy(rows, 0, first.data, 0, first.numRows);
      CommonOps_FDRM.multAddTransB(factor, first, delta, w);
      c += factor;
      return f;
    }
  }

  /** PyTorch through DJL, one thread. */
  final class Djl implements NetworkStep {
    private final NDManager manager;
    private final ai.djl.ndarray.types.Shape all;
    private final NDArray w;
    private final NDArray b;
    private final NDArray v;
    private final NDArray c;

    Djl(Shape shape) {
      System.setProperty("ai.djl.offline", "true");
      System.setProperty("ai.djl.pytorch.num_threads", "1");
      System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
      manager = NDManager.newBaseManager("PyTorch");
      int d = shape.dimension();
      int m = shape.units();
      all = new ai.djl.ndarray.types.Shape(shape.arms(), d);
      w = parameter(part(shape, 0), d, m);
      b = parameter(part(shape, 1), m);
      v = parameter(part(shape, 2), m, 1);
      c = parameter(part(shape, 3), 1);
    }

    private NDArray parameter(float[] values, long... shape) {
      NDArray array = manager.create(values, new ai.djl.ndarray.types.Shape(shape));
      array.setRequiresGradient(true);
      return array;
    }

    private NDArray outputs(NDArray x) {
      return ai.djl.nn.Activation.relu(x.matMul(w).add(b)).matMul(v).add(c);
    }

    @Override
    public float step(float[] rows, float y, float rate) {
      try (NDManager scope = manager.newSubManager()) {
        NDArray x = scope.create(rows, all);
        float f = outputs(x).toFloatArray()[0];
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
          collector.zeroGradients();
          NDArray loss = outputs(x.get("0:1")).sub(y).square().mul(0.5f).sum();
          collector.backward(loss);
        }
        for (NDArray each : List.of(w, b, v, c)) {
          NDArray gradient = each.getGradient();
          gradient.attach(scope);
          each.subi(gradient.mul(rate));
        }
        return f;
      }
    }

    @Override
    public void close() {
      manager.close();
    }
  }

  /** From sums to the hidden layer's outputs, row by row. */
  private static void finish(float[] hidden, float[] b, int rows) {
    int m = b.length;
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < m; j++) {
        hidden[r * m + j] = Math.max(0, hidden[r * m + j] + b[j]);
      }
    }
  }

  /** The gradient of the first row's output over the hidden layer's sums. */
  private static void slopes(float[] hidden, float[] v, float[] delta) {
    for (int j = 0; j < v.length; j++) {
      delta[j] = hidden[j] > 0 ? v[j] : 0;
    }
  }
}
