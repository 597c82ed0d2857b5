package io.thalweg.jobs.settings;

import io.thalweg.bandit.AgentSpec;
import io.thalweg.bandit.Exploration;
import io.thalweg.bandit.Features;
import io.thalweg.bandit.Floor;
import io.thalweg.bandit.GammaSchedule;
import io.thalweg.bandit.LearningRate;
import io.thalweg.bandit.MirrorSpec;
import io.thalweg.bandit.NetworkShape;
import io.thalweg.bandit.NeuralSpec;
import io.thalweg.bandit.Parametrization;
import io.thalweg.bandit.Perturbation;
import io.thalweg.bandit.Radii;
import io.thalweg.bandit.RegressionLoss;
import io.thalweg.bandit.RegressionSpec;
import io.thalweg.bandit.Replay;
import io.thalweg.bandit.RidgeSpec;
import io.thalweg.bandit.Standardization;
import io.thalweg.bandit.Thinning;
import java.util.List;
import java.util.Map;

/** Reads who decides, and refuses what could not work. */
final class AgentReader {
  /** Parameters that a network has at most: 32 MiB of them are written with every change. */
  static final int MOST_PARAMETERS = 1 << 23;

  private final Section s;
  private final AgentKind kind;
  private final AgentSpec known;

  private AgentReader(Section s, AgentKind kind, AgentSpec known) {
    this.s = s;
    this.kind = kind;
    this.known = known;
  }

  /** The agent of a model's section, on features of this form. */
  static AgentSpec read(Section model, Features features) throws SettingsException {
    Section s = model.choice(AgentOptions.AGENT);
    AgentKind kind = AgentOptions.AGENT.type().read(s.name());
    long seed = s.get(AgentOptions.SEED);
    return new AgentReader(s, kind, kind.of(features, seed)).read();
  }

  private AgentSpec read() throws SettingsException {
    RegressionSpec regression = regression();
    AgentSpec agent =
        new AgentSpec(
            known.features(),
            regression,
            exploration(),
            floor(),
            s.get(AgentOptions.DRAW),
            known.seed());
    return s.built(
        () -> {
          if (regression instanceof NeuralSpec network) {
            requireSmall(network.network(agent.features()));
          }
          // What it refuses of the features is refused now, and not when the job runs.
          regression.regression(agent.features());
          return agent;
        });
  }

  private static void requireSmall(NetworkShape network) {
    if (network.parameters() > MOST_PARAMETERS) {
      throw new IllegalArgumentException(
          "a network must have at most %d parameters, about inputs times hidden units:"
                  .formatted(MOST_PARAMETERS)
              + " parameters=%d, inputs=%d, hidden=%s"
                  .formatted(network.parameters(), network.inputs(), network.hidden()));
    }
  }

  private Floor floor() throws SettingsException {
    if (kind.isGreedy()) {
      return Floor.mix(s.get(AgentOptions.EPSILON));
    }
    if (kind == AgentKind.UNIFORM) {
      return Floor.NONE;
    }
    Section shares = s.section(AgentOptions.FLOOR.name());
    return switch (s.choice(AgentOptions.FLOOR).name()) {
      case "mix" -> Floor.mix(shares.get(AgentOptions.FLOOR_MIX));
      case "projection" -> Floor.projection(shares.get(AgentOptions.FLOOR_PROJECTION));
      default -> Floor.NONE;
    };
  }

  private Exploration exploration() throws SettingsException {
    if (known.exploration() instanceof Exploration.Gap gap) {
      return new Exploration.Gap(
          gap.weighting(), gamma((GammaSchedule.PowerOfCount) gap.gamma()), thinning());
    }
    return switch (kind) {
      case LIN_UCB -> {
        double widths = s.get(AgentOptions.WIDTHS);
        yield s.built(() -> new Exploration.LowerConfidence(widths));
      }
      case THOMPSON -> {
        double scale = s.get(AgentOptions.SCALE);
        int samples = s.get(AgentOptions.SAMPLES);
        yield s.built(() -> new Exploration.PosteriorSampling(scale, samples));
      }
      default -> known.exploration();
    };
  }

  private GammaSchedule gamma(GammaSchedule.PowerOfCount defaults) throws SettingsException {
    Section gamma = s.section("gamma");
    double scale = gamma.find(AgentOptions.GAMMA_SCALE).orElse(defaults.scale());
    double exponent = gamma.get(AgentOptions.GAMMA_EXPONENT);
    GammaSchedule.ArmScale arms = gamma.find(AgentOptions.GAMMA_ARMS).orElse(defaults.arms());
    long most = gamma.find(AgentOptions.GAMMA_CAP).orElse(defaults.most());
    return gamma.built(() -> new GammaSchedule.PowerOfCount(scale, exponent, arms, most));
  }

  private Thinning thinning() throws SettingsException {
    if (!s.has("thinning")) {
      return Thinning.NONE;
    }
    Section thinning = s.section("thinning");
    return new Thinning(
        thinning.get(AgentOptions.THINNING_BEST), thinning.get(AgentOptions.THINNING_OTHERS));
  }

  private RegressionSpec regression() throws SettingsException {
    if (known.regression() instanceof RidgeSpec) {
      return isMirror() ? mirror() : ridge();
    }
    return known.regression() instanceof NeuralSpec network
        ? network(s.section("network"), network)
        : known.regression();
  }

  private boolean isMirror() throws SettingsException {
    boolean chooses = kind == AgentKind.SQUARE_CB || kind == AgentKind.EPSILON_GREEDY;
    return chooses && s.get(AgentOptions.REGRESSION).equals("mirror");
  }

  private RidgeSpec ridge() throws SettingsException {
    double penalty = s.get(AgentOptions.PENALTY);
    return s.built(() -> new RidgeSpec(penalty));
  }

  private MirrorSpec mirror() throws SettingsException {
    if (s.has(AgentOptions.PENALTY.name())) {
      throw new SettingsException(
          s.key(AgentOptions.PENALTY), "must not go with regression mirror, which has none");
    }
    return MirrorSpec.of(RegressionLoss.SQUARED);
  }

  private NeuralSpec network(Section s, NeuralSpec defaults) throws SettingsException {
    LearningRate rate = rate(s, defaults.learningRate());
    Replay replay = replay(s, defaults.replay());
    double limit = s.get(AgentOptions.GRADIENT_LIMIT);
    Standardization standardization =
        s.get(AgentOptions.STANDARDIZE) ? Standardization.ONLINE : Standardization.NONE;
    NeuralSpec shape = shape(s, defaults);
    return s.built(
        () ->
            new NeuralSpec(
                shape.hidden(),
                shape.activation(),
                shape.parametrization(),
                shape.loss(),
                rate,
                shape.perturbation(),
                shape.radii(),
                limit,
                replay,
                standardization,
                known.seed()));
  }

  /** All but how it learns. */
  private static NeuralSpec shape(Section s, NeuralSpec defaults) throws SettingsException {
    List<Integer> hidden =
        s.has(AgentOptions.HIDDEN.name()) ? s.list(AgentOptions.HIDDEN) : defaults.hidden();
    Perturbation perturbation = perturbation(s);
    Section balls = s.section("radii");
    double hiddenRadius = balls.get(AgentOptions.RADIUS_HIDDEN);
    double outputRadius = balls.get(AgentOptions.RADIUS_OUTPUT);
    Radii radii = balls.built(() -> new Radii(hiddenRadius, outputRadius));
    return new NeuralSpec(
        hidden,
        s.get(AgentOptions.ACTIVATION),
        s.get(AgentOptions.PARAMETRIZATION).equals("paper")
            ? Parametrization.TANGENT
            : Parametrization.STANDARD,
        defaults.loss(),
        defaults.learningRate(),
        perturbation,
        radii,
        defaults.gradientLimit(),
        defaults.replay(),
        defaults.standardization(),
        defaults.seed());
  }

  private static Perturbation perturbation(Section network) throws SettingsException {
    Section s = network.choice(AgentOptions.PERTURBATION);
    return switch (s.name()) {
      case "none" -> Perturbation.NONE;
      case "decay" ->
          new Perturbation.Decay(
              network.section(AgentOptions.PERTURBATION.name()).get(AgentOptions.DECAY));
      case "signs" -> {
        int count = s.get(AgentOptions.SIGNS_COUNT);
        double size = s.get(AgentOptions.SIGNS_SIZE);
        yield s.built(() -> new Perturbation.Signs(count, size));
      }
      default -> throw new IllegalStateException("a perturbation of no class: " + s.name());
    };
  }

  private static LearningRate rate(Section s, LearningRate fallback) throws SettingsException {
    String key = s.key(AgentOptions.LEARNING_RATE);
    if (s.values().get(AgentOptions.LEARNING_RATE.name()) instanceof Map<?, ?> map) {
      Section rate = s.section(AgentOptions.LEARNING_RATE.name());
      if (map.size() != 1) {
        throw new SettingsException(key, "must be a number, or one of inverseRoot and harmonic");
      }
      if (rate.has(AgentOptions.RATE_HARMONIC.name())) {
        double growth = rate.get(AgentOptions.RATE_HARMONIC);
        return rate.built(() -> new LearningRate.Harmonic(growth));
      }
      double first = rate.get(AgentOptions.RATE_INVERSE_ROOT);
      return rate.built(() -> new LearningRate.InverseRoot(first));
    }
    if (!s.has(AgentOptions.LEARNING_RATE.name())) {
      return fallback;
    }
    double constant = s.get(AgentOptions.LEARNING_RATE);
    return new Section(key, Map.of()).built(() -> new LearningRate.Constant(constant));
  }

  private static Replay replay(Section s, Replay fallback) throws SettingsException {
    if (!s.has(AgentOptions.REPLAY.name())) {
      return fallback;
    }
    if (!(s.values().get(AgentOptions.REPLAY.name()) instanceof Map<?, ?>)) {
      s.get(AgentOptions.REPLAY);
      return Replay.NONE;
    }
    Section replay = s.section(AgentOptions.REPLAY.name());
    Replay.Keep keep =
        replay.get(AgentOptions.REPLAY_KEEP).equals("last") ? Replay.Keep.LAST : Replay.Keep.SAMPLE;
    return new Replay(
        keep, replay.get(AgentOptions.REPLAY_CAPACITY), replay.get(AgentOptions.REPLAY_STEPS));
  }
}
