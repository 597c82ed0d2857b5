package io.thalweg.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.math.KeyedRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One step of the golden network: of the reference in doubles, and of the network in floats. */
class GoldenNetworkTest {
  private static final double[] X = {0.5, -0.25, 1, 0.75};
  private static final double Y = 0.3;
  private static final int SIGNS = 3;
  private static final double SIZE = 0.5;
  private static final double RATE = 0.1;
  private static final Radii RADII = new Radii(0.45, 0.2);

  /** How close floats come, by the size of what is computed. */
  private static final double FLOAT_TOLERANCE = 1e-5;

  @ParameterizedTest
  @EnumSource(Activation.class)
  void theReferenceReproducesTheGoldenNumbers(Activation activation) {
    assertThat(distance(activation, ReferenceNetwork.Mistake.NONE)).isLessThan(Golden.TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(
      value = ReferenceNetwork.Mistake.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "NONE")
  void aPlantedMistakeLeavesTheGoldenNumbers(ReferenceNetwork.Mistake mistake) {
    assertThat(distance(Activation.TANH, mistake)).isGreaterThan(1e-4);
  }

  /** The largest difference of anything that is golden. */
  private static double distance(Activation activation, ReferenceNetwork.Mistake mistake) {
    JsonNode golden = Golden.networks(activation);
    List<Double> differences = new ArrayList<>();
    ReferenceNetwork network = reference(activation, mistake);
    double[] theta = network.theta;
    compare(
        differences,
        golden.path("theta0"),
        theta[0],
        theta[24],
        theta[60],
        DoubleStream.of(theta).sum());
    double[] g = network.gradient(X);
    compare(differences, golden.path("f0"), network.value(X));
    compare(
        differences,
        golden.path("gradient0"),
        square(g),
        square(Arrays.copyOfRange(g, 60, 66)),
        g[0],
        g[40],
        g[65]);
    move(theta);
    double[] moved = theta.clone();
    compare(differences, golden.path("f1"), network.value(X));
    compare(differences, golden.path("deltas"), network.offsets());
    for (RegressionLoss loss : RegressionLoss.values()) {
      network.theta = moved.clone();
      JsonNode step = golden.path(Golden.name(loss));
      double[] gradient = network.lossGradient(X, Y, loss);
      compare(differences, step.path("perturbed"), network.loss(X, Y, loss));
      compare(
          differences,
          step.path("gradient"),
          gradient[0],
          gradient[40],
          gradient[65],
          Math.sqrt(square(gradient)));
      network.step(X, Y, loss, RATE);
      compare(differences, step.path("distances"), network.project(RADII.hidden(), RADII.output()));
      double[] after = network.theta;
      compare(
          differences,
          step.path("theta2"),
          after[0],
          after[40],
          after[65],
          DoubleStream.of(after).sum());
      compare(differences, step.path("f2"), network.value(X));
      compare(differences, step.path("score"), network.score(X, loss));
    }
    return differences.stream().mapToDouble(d -> d).max().orElseThrow();
  }

  static List<Arguments> kinds() {
    List<Arguments> kinds = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      for (RegressionLoss loss : RegressionLoss.values()) {
        kinds.add(Arguments.of(activation, loss));
      }
    }
    return kinds;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void oneStepInFloatsAgrees(Activation activation, RegressionLoss loss) {
    JsonNode golden = Golden.networks(activation);
    JsonNode step = golden.path(Golden.name(loss));
    Features features = new ArmFeatures(X.length);
    NeuralRegression regression =
        new NeuralRegression(
            new NeuralSpec(
                List.of(6, 6),
                activation,
                Parametrization.TANGENT,
                loss,
                new LearningRate.Constant(RATE),
                new Perturbation.Signs(SIGNS, SIZE),
                RADII,
                NeuralSpec.GRADIENT_LIMIT,
                Replay.NONE,
                Standardization.NONE,
                42),
            features);
    NeuralModel model = regression.create();
    double[] theta = inPaperOrder(regression.network(), model.parameters());
    assertThat(theta[0]).isEqualTo(golden.path("theta0").get(0).asDouble(), near(1));
    move(theta);
    fromPaperOrder(regression.network(), theta, model.parameters());
    float[] x = new float[X.length];
    for (int i = 0; i < X.length; i++) {
      x[i] = (float) X[i];
    }
    Arms arms = new Arms().rows(x, X.length, 1);
    double[] output = new double[1];
    regression.network().outputs(model.parameters(), arms, output);
    assertThat(output[0]).isEqualTo(golden.path("f1").asDouble(), near(0.1));
    regression.learn(model, 1, arms, 0, Y, 1);
    double[] after = inPaperOrder(regression.network(), model.parameters());
    double[] expected = Golden.numbers(step.path("theta2"));
    assertThat(after[0]).isEqualTo(expected[0], near(1));
    assertThat(after[40]).isEqualTo(expected[1], near(1));
    assertThat(after[65]).isEqualTo(expected[2], near(1));
    assertThat(DoubleStream.of(after).sum()).isEqualTo(expected[3], near(1));
    regression.network().outputs(model.parameters(), arms, output);
    assertThat(output[0]).isEqualTo(step.path("f2").asDouble(), near(0.1));
    regression.predict(model, arms, output);
    assertThat(output[0]).isEqualTo(step.path("score").asDouble(), near(0.1));
  }

  private static Offset<Double> near(double size) {
    return Offset.offset(FLOAT_TOLERANCE * size);
  }

  private static ReferenceNetwork reference(
      Activation activation, ReferenceNetwork.Mistake mistake) {
    ReferenceNetwork network =
        new ReferenceNetwork(new int[] {4, 6, 6}, activation, Parametrization.TANGENT, 42, mistake);
    network.perturb(SIGNS, SIZE, 42);
    return network;
  }

  /** Away from θ₀, so that the perturbation is not zero. */
  private static void move(double[] theta) {
    KeyedRandom random = new KeyedRandom(42, 3);
    for (int j = 0; j < theta.length; j++) {
      theta[j] += 0.1 * random.bell(1000 + j);
    }
  }

  static double[] inPaperOrder(Network network, float[] parameters) {
    double[] theta = new double[parameters.length];
    for (int l = 0; l < network.layers(); l++) {
      for (int p = network.start(l); p < network.start(l + 1); p++) {
        theta[network.draw(l, p)] = parameters[p];
      }
    }
    return theta;
  }

  static void fromPaperOrder(Network network, double[] theta, float[] parameters) {
    for (int l = 0; l < network.layers(); l++) {
      for (int p = network.start(l); p < network.start(l + 1); p++) {
        parameters[p] = (float) theta[network.draw(l, p)];
      }
    }
  }

  private static void compare(List<Double> differences, JsonNode expected, double... actual) {
    double[] numbers =
        expected.isArray() ? Golden.numbers(expected) : new double[] {expected.asDouble()};
    assertThat(actual).hasSameSizeAs(numbers);
    for (int i = 0; i < numbers.length; i++) {
      differences.add(Math.abs(actual[i] - numbers[i]));
    }
  }

  private static double square(double[] x) {
    return DoubleStream.of(x).map(v -> v * v).sum();
  }
}
