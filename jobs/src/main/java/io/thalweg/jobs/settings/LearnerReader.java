package io.thalweg.jobs.settings;

import io.thalweg.convex.Domain;
import io.thalweg.convex.L1Ball;
import io.thalweg.convex.Simplex;
import io.thalweg.convex.WholeSpace;
import io.thalweg.mirror.Algorithm;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.MarginLoss;
import io.thalweg.stream.FeatureSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads how models learn, and refuses what does not go together. */
final class LearnerReader {
  private static final Declared DECLARED = new Declared();

  static final Setting<Boolean> NORMALIZE =
      DECLARED.add(
          Setting.defaulted(
              "models[].learner.normalize",
              ValueType.flag(),
              "false",
              "",
              "Divides every feature by the largest size it has had, so that its unit does not"
                  + " matter."));
  static final Setting<Double> QUANTILES =
      DECLARED.add(
          Setting.optional(
              "models[].learner.quantiles[]",
              ValueType.probability(),
              "none",
              "",
              "Levels, ascending, of quantiles of the label that predictions hold besides; each"
                  + " costs as much again as the learner itself."));

  private LearnerReader() {}

  /** The options of learners, in the order of the reference. */
  static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>(Losses.all());
    all.addAll(AlgorithmOptions.all());
    all.addAll(Domains.all());
    all.addAll(Regularizers.all());
    all.addAll(Hints.all());
    all.addAll(DECLARED.all());
    return all;
  }

  /** The learner of a section, for {@code features}. */
  static LearnerSpec read(Section s, FeatureSpec features) throws SettingsException {
    Section own = algorithm(s);
    Method method = AlgorithmOptions.ALGORITHM.type().read(own.name());
    refuseNeedless(s, method);
    LearnerParts parts =
        new LearnerParts(
            Losses.read(s),
            domain(s, method, features),
            Regularizers.read(s),
            Hints.read(s),
            features.dimension());
    if (parts.ofSeveralClasses() && method.ofOneMargin()) {
      throw new SettingsException(
          own.path(), "must not go with softmax, whose classes have a margin each");
    }
    Algorithm algorithm = new Algorithms(own, parts).read(method);
    boolean normalize = s.get(NORMALIZE);
    if (normalize && method == Method.ADAPTIVE) {
      throw new SettingsException(
          s.key(NORMALIZE),
          "adaptive normalizes by itself: a feature's unit does not matter to it");
    }
    List<Double> quantiles = s.list(QUANTILES);
    return s.built(
        () -> {
          LearnerSpec spec =
              new LearnerSpec(
                  parts.loss(),
                  normalize ? new Algorithm.Normalized(algorithm) : algorithm,
                  parts.dimension(),
                  quantiles);
          // What it refuses of the whole is refused now, and not when the job runs.
          Learner.of(spec);
          return spec;
        });
  }

  /**
   * The algorithm's own section; where none is asked for, that of the one which needs no tuning.
   */
  private static Section algorithm(Section s) throws SettingsException {
    if (s.has(AlgorithmOptions.ALGORITHM.name())) {
      return s.choice(AlgorithmOptions.ALGORITHM);
    }
    boolean composed =
        Stream.of(Domains.DOMAIN, Hints.HINT, Regularizers.REGULARIZER)
            .anyMatch(part -> s.has(part.name()));
    boolean adaptive = !composed && Losses.read(s) instanceof MarginLoss;
    return s.section(AlgorithmOptions.ALGORITHM.name())
        .section((adaptive ? Method.ADAPTIVE : Method.SCALE_FREE).word());
  }

  private static void refuseNeedless(Section s, Method method) throws SettingsException {
    if (s.has(Hints.HINT.name()) && method.whyNoHint().isPresent()) {
      throw new SettingsException(
          s.key(Hints.HINT), method.word() + " " + method.whyNoHint().get());
    }
    if (s.has(Regularizers.REGULARIZER.name()) && method.whyNoRegularizer().isPresent()) {
      throw new SettingsException(
          s.key(Regularizers.REGULARIZER), method.word() + " " + method.whyNoRegularizer().get());
    }
  }

  private static Domain domain(Section s, Method method, FeatureSpec features)
      throws SettingsException {
    String key = s.key(Domains.DOMAIN);
    boolean given = s.has(Domains.DOMAIN.name());
    if (method.domains().isEmpty()) {
      if (given) {
        throw new SettingsException(
            key, method.word() + " has no domain: its weights are unbounded");
      }
      return new WholeSpace();
    }
    String word = s.choice(Domains.DOMAIN).name();
    if (!method.domains().contains(word)) {
      throw new SettingsException(
          key,
          "must be %s for %s: %s"
              .formatted(
                  String.join(" or ", method.domains()),
                  method.word(),
                  given ? word : word + " (the default)"));
    }
    Domain domain = Domains.read(s);
    if (features.hashed() && domain instanceof Simplex) {
      throw new SettingsException(
          key,
          "simplex must not go with hashed features, half of which meet their weights with the"
              + " other sign: give features.dimension");
    }
    if (features.hashed() && domain instanceof L1Ball) {
      throw new SettingsException(
          key,
          "l1-ball must not go with hashed features, since one event moves the weights of all:"
              + " give features.dimension");
    }
    return domain;
  }
}
