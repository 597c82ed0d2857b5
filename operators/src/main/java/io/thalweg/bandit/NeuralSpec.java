package io.thalweg.bandit;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the online regression with a network is composed of; two of equal specs fold equal examples
 * into equal bits.
 *
 * @param hidden units of each hidden layer, at most two; none makes it a linear regression
 * @param loss what its steps descend
 * @param radii balls that the parameters stay in
 * @param gradientLimit longer gradients of an example are shortened to it, in (0, 1e6]
 * @param seed of initial parameters, signs and replay
 */
public record NeuralSpec(
    List<Integer> hidden,
    Activation activation,
    Parametrization parametrization,
    RegressionLoss loss,
    LearningRate learningRate,
    Perturbation perturbation,
    Radii radii,
    double gradientLimit,
    Replay replay,
    Standardization standardization,
    long seed)
    implements RegressionSpec {
  /** The gradient limit of {@link #of}: healthy networks do not meet it. */
  public static final double GRADIENT_LIMIT = 10;

  /** Floats that a replay memory may hold. */
  private static final int LARGEST_MEMORY = 1 << 26;

  private static final Pattern CANONICAL =
      Pattern.compile(
          "neural hidden=\\[([\\d,]*)\\] activation=(\\S+) parametrization=(\\S+) loss=(\\S+)"
              + " rate=(\\S+) perturbation=(\\S+) radii=(\\S+) gradient-limit=(\\S+)"
              + " memory=(\\S+) standardization=(\\S+) seed=(-?\\d{1,19})");

  /** Checks what is not checked by the parts. */
  public NeuralSpec {
    hidden = List.copyOf(hidden);
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(parametrization, "parametrization");
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(learningRate, "learningRate");
    Objects.requireNonNull(perturbation, "perturbation");
    Objects.requireNonNull(radii, "radii");
    Objects.requireNonNull(replay, "replay");
    Objects.requireNonNull(standardization, "standardization");
    if (!(gradientLimit > 0 && gradientLimit <= 1e6)) {
      throw new IllegalArgumentException(
          "gradientLimit must be in (0, 1e6]: gradientLimit=" + gradientLimit);
    }
  }

  /**
   * What was best where it was measured, of some tens of features: 100 ReLU units, step size 0.1,
   * no perturbation, four more steps per example on the last 4096, features standardized online.
   */
  public static NeuralSpec of(RegressionLoss loss, long seed) {
    return new NeuralSpec(
        List.of(100),
        Activation.RELU,
        Parametrization.STANDARD,
        loss,
        new LearningRate.Constant(0.1),
        Perturbation.NONE,
        Radii.WIDE,
        GRADIENT_LIMIT,
        Replay.last(4096, 4),
        Standardization.ONLINE,
        seed);
  }

  /** The same with other hidden layers. */
  public NeuralSpec withHidden(Integer... units) {
    return new NeuralSpec(
        List.of(units),
        activation,
        parametrization,
        loss,
        learningRate,
        perturbation,
        radii,
        gradientLimit,
        replay,
        standardization,
        seed);
  }

  /** The same with another learning rate. */
  public NeuralSpec withLearningRate(LearningRate other) {
    return new NeuralSpec(
        hidden,
        activation,
        parametrization,
        loss,
        other,
        perturbation,
        radii,
        gradientLimit,
        replay,
        standardization,
        seed);
  }

  /** The same with another perturbation. */
  public NeuralSpec withPerturbation(Perturbation other) {
    return new NeuralSpec(
        hidden,
        activation,
        parametrization,
        loss,
        learningRate,
        other,
        radii,
        gradientLimit,
        replay,
        standardization,
        seed);
  }

  /** The same with other radii. */
  public NeuralSpec withRadii(Radii other) {
    return new NeuralSpec(
        hidden,
        activation,
        parametrization,
        loss,
        learningRate,
        perturbation,
        other,
        gradientLimit,
        replay,
        standardization,
        seed);
  }

  /** The same with another memory. */
  public NeuralSpec withReplay(Replay other) {
    return new NeuralSpec(
        hidden,
        activation,
        parametrization,
        loss,
        learningRate,
        perturbation,
        radii,
        gradientLimit,
        other,
        standardization,
        seed);
  }

  /** The same with features standardized or not. */
  public NeuralSpec withStandardization(Standardization other) {
    return new NeuralSpec(
        hidden,
        activation,
        parametrization,
        loss,
        learningRate,
        perturbation,
        radii,
        gradientLimit,
        replay,
        other,
        seed);
  }

  /** The network on features of this form. */
  public NetworkShape network(Features features) {
    return new NetworkShape(features.inputs(), hidden, activation, parametrization);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the replay memory would be too large, or if signs would
   *     make the steps diverge
   */
  @Override
  public Regression regression(Features features) {
    if ((long) replay.capacity() * features.dimension() > LARGEST_MEMORY) {
      throw new IllegalArgumentException(
          "a replay memory must hold at most "
              + LARGEST_MEMORY
              + " numbers: capacity="
              + replay.capacity()
              + ", dimension="
              + features.dimension());
    }
    NetworkShape network = network(features);
    if (perturbation instanceof Perturbation.Signs signs) {
      requireStable(signs, network);
    }
    return new NeuralRegression(this, features);
  }

  /**
   * S signs add a curvature of c²·p/(S·√m) in S directions; gradient steps diverge where the step
   * size times it reaches 2.
   */
  private void requireStable(Perturbation.Signs signs, NetworkShape network) {
    double curvature =
        signs.size()
            * signs.size()
            * network.parameters()
            / (signs.count() * Math.sqrt(network.width()));
    double product = curvature * learningRate.of(1);
    if (!(product < 2)) {
      throw new IllegalArgumentException(
          "learning rate times curvature of the signs must be below 2: product="
              + product
              + ", perturbation="
              + signs
              + ", learningRate="
              + learningRate);
    }
  }

  @Override
  public String canonical() {
    return "neural hidden="
        + hidden.toString().replace(" ", "")
        + " activation="
        + Constants.word(activation)
        + " parametrization="
        + Constants.word(parametrization)
        + " loss="
        + Constants.word(loss)
        + " rate="
        + learningRate.canonical()
        + " perturbation="
        + perturbation.canonical()
        + " radii="
        + radii.canonical()
        + " gradient-limit="
        + Double.toHexString(gradientLimit)
        + " memory="
        + replay.canonical()
        + " standardization="
        + Constants.word(standardization)
        + " seed="
        + seed;
  }

  /** What a {@link #canonical} line tells. */
  static NeuralSpec parse(String canonical) {
    Matcher parts = CANONICAL.matcher(canonical);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a regression must be none, ridge, mirror or neural, and tell all of it: regression="
              + canonical);
    }
    return new NeuralSpec(
        units(parts.group(1)),
        Constants.parse(Activation.class, parts.group(2)),
        Constants.parse(Parametrization.class, parts.group(3)),
        Constants.parse(RegressionLoss.class, parts.group(4)),
        LearningRate.parse(parts.group(5)),
        Perturbation.parse(parts.group(6)),
        Radii.parse(parts.group(7)),
        Double.parseDouble(parts.group(8)),
        Replay.parse(parts.group(9)),
        Constants.parse(Standardization.class, parts.group(10)),
        Long.parseLong(parts.group(11)));
  }

  private static List<Integer> units(String list) {
    return list.isEmpty()
        ? List.of()
        : Arrays.stream(list.split(",", -1)).map(Integer::valueOf).toList();
  }
}
