package io.thalweg.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.thalweg.math.Lcg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkTest {
  private static final List<List<Integer>> HIDDEN =
      List.of(List.of(), List.of(7), List.of(36), List.of(9, 12));

  static List<NetworkShape> shapes() {
    List<NetworkShape> shapes = new ArrayList<>();
    for (List<Integer> hidden : HIDDEN) {
      for (Activation activation : Activation.values()) {
        for (Parametrization parametrization : Parametrization.values()) {
          shapes.add(new NetworkShape(6, hidden, activation, parametrization));
        }
      }
    }
    return shapes;
  }

  private static ReferenceNetwork reference(NetworkShape shape, long seed) {
    int[] dims = new int[shape.hidden().size() + 1];
    dims[0] = shape.inputs();
    for (int l = 1; l < dims.length; l++) {
      dims[l] = shape.hidden().get(l - 1);
    }
    return new ReferenceNetwork(
        dims, shape.activation(), shape.parametrization(), seed, ReferenceNetwork.Mistake.NONE);
  }

  private static float[] gradient(Network network, float[] parameters) {
    float[] gradient = new float[parameters.length];
    network.differentiate(parameters);
    network.add(gradient, 1);
    return gradient;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void valueAndGradientAreThoseOfTheReference(NetworkShape shape) {
    Network network = new Network(shape);
    ReferenceNetwork reference = reference(shape, 5);
    float[] parameters = network.initial(5);
    assertThat(parameters).hasSize(shape.parameters());
    Lcg random = new Lcg(5);
    for (int round = 0; round < 10; round++) {
      float[] x = random.dense(shape.inputs()).values();
      double[] exact = doubles(x);
      reference.theta = GoldenNetworkTest.inPaperOrder(network, parameters);
      assertThat(network.value(parameters, x, 0, 0, x.length))
          .isCloseTo(reference.value(exact), within(1e-5));
      double[] gradient = GoldenNetworkTest.inPaperOrder(network, gradient(network, parameters));
      double[] expected = reference.gradient(exact);
      double square = 0;
      for (int j = 0; j < expected.length; j++) {
        assertThat(gradient[j]).as("at %d", j).isCloseTo(expected[j], within(1e-5));
        square += expected[j] * expected[j];
      }
      assertThat(network.gradientSquares()).isCloseTo(square, within(1e-5 * square));
      double layers = 0;
      for (int l = 0; l < network.layers(); l++) {
        layers += network.gradientSquares(l);
      }
      assertThat(layers).isCloseTo(square, within(1e-5 * square));
      network.add(parameters, (float) random.symmetric());
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theReferencesGradientIsThatOfFiniteDifferences(NetworkShape shape) {
    ReferenceNetwork reference = reference(shape, 3);
    reference.perturb(2, 0.7, 3);
    double[] x = doubles(new Lcg(3).dense(shape.inputs()).values());
    double step = 1e-6;
    for (RegressionLoss loss : RegressionLoss.values()) {
      double[] gradient = reference.lossGradient(x, 0.3, loss);
      for (int j = 0; j < gradient.length; j++) {
        double before = reference.theta[j];
        reference.theta[j] = before + step;
        double above = reference.loss(x, 0.3, loss);
        reference.theta[j] = before - step;
        double below = reference.loss(x, 0.3, loss);
        reference.theta[j] = before;
        assertThat((above - below) / (2 * step)).isCloseTo(gradient[j], within(1e-8));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void outputsOfManyArmsAreToTheBitThoseOfOne(NetworkShape shape) {
    Network network = new Network(shape);
    float[] parameters = network.initial(1);
    int count = 71;
    int n = shape.inputs();
    Arms arms = new Arms().rows(new Lcg(2).dense(count * n).values(), n, count);
    double[] outputs = new double[count];
    network.outputs(parameters, arms, outputs);
    for (int a = 0; a < count; a++) {
      assertThat(network.value(parameters, arms.values(), arms.at(a), 0, n)).isEqualTo(outputs[a]);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aBlockIsARowOfZerosElsewhere(NetworkShape shape) {
    Network network = new Network(shape);
    float[] parameters = network.initial(1);
    int d = shape.inputs() / 3;
    float[] context = new Lcg(4).dense(d).values();
    int[] blocks = {2, 0, 1, 2};
    float[] rows = new float[blocks.length * shape.inputs()];
    for (int a = 0; a < blocks.length; a++) {
      System.arraycopy(context, 0, rows, a * shape.inputs() + blocks[a] * d, d);
    }
    double[] inBlocks = new double[blocks.length];
    double[] inRows = new double[blocks.length];
    network.outputs(parameters, new Arms().blocks(context, d, blocks, blocks.length), inBlocks);
    network.outputs(parameters, new Arms().rows(rows, shape.inputs(), blocks.length), inRows);
    for (int a = 0; a < blocks.length; a++) {
      assertThat(inBlocks[a]).isCloseTo(inRows[a], within(1e-6));
      float[] sparse = parameters.clone();
      float[] dense = parameters.clone();
      network.value(parameters, context, 0, blocks[a] * d, d);
      network.differentiate(parameters);
      network.add(sparse, 0.5f);
      network.value(parameters, rows, a * shape.inputs(), 0, shape.inputs());
      network.differentiate(parameters);
      network.add(dense, 0.5f);
      for (int p = 0; p < parameters.length; p++) {
        assertThat(sparse[p]).isCloseTo(dense[p], within(1e-6f));
      }
    }
  }

  @Test
  void aBlockLeavesTheWeightsOfOtherBlocksAlone() {
    Network network =
        new Network(new NetworkShape(6, List.of(10), Activation.TANH, Parametrization.STANDARD));
    float[] before = network.initial(9);
    float[] parameters = before.clone();
    network.value(parameters, new float[] {1, 2}, 0, 2, 2);
    network.differentiate(parameters);
    network.add(parameters, 1);
    for (int p = 0; p < 60; p++) {
      boolean inBlock = p >= 20 && p < 40;
      assertThat(parameters[p] != before[p]).isEqualTo(inBlock);
    }
  }

  @Test
  void theTangentParametrizationMovesMostlyItsLastLayer() {
    // |∇f|² of the hidden layer falls as 1/m, that of the last one stays.
    double[] hidden = new double[3];
    int[] widths = {16, 64, 256};
    for (int i = 0; i < widths.length; i++) {
      Network network =
          new Network(
              new NetworkShape(8, List.of(widths[i]), Activation.TANH, Parametrization.TANGENT));
      float[] parameters = network.initial(5);
      network.value(parameters, new float[] {1, 1, -1, 1, -1, 1, 1, -1}, 0, 0, 8);
      network.differentiate(parameters);
      hidden[i] = network.gradientSquares(0);
      assertThat(network.gradientSquares(1)).isBetween(0.05, 0.3);
    }
    assertThat(hidden[1]).isLessThan(hidden[0] / 2);
    assertThat(hidden[2]).isLessThan(hidden[1] / 2);
  }

  @Test
  void initialParametersOfALayerStayWithinOneOverTheRootOfItsInputs() {
    Network network =
        new Network(new NetworkShape(25, List.of(100), Activation.RELU, Parametrization.STANDARD));
    float[] parameters = network.initial(11);
    float[] first = Arrays.copyOf(parameters, network.start(1));
    float[] last = Arrays.copyOfRange(parameters, network.start(1), parameters.length);
    assertThat(largest(first)).isBetween(0.19f, 0.2f);
    assertThat(largest(last)).isBetween(0.09f, 0.1f);
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float v : values) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
