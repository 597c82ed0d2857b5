package io.thalweg.jobs.settings;

import io.thalweg.bandit.AgentSpec;
import io.thalweg.bandit.LossScale;
import io.thalweg.decide.ArmLayout;
import io.thalweg.decide.ContextLayout;
import io.thalweg.decide.DeciderSpec;
import io.thalweg.decide.Mode;
import io.thalweg.decide.OutcomeRule;
import io.thalweg.decide.OutcomeUnit;
import io.thalweg.jobs.settings.DecideOptions.Layout;
import io.thalweg.stream.FeatureSpec;
import io.thalweg.wire.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the settings of the decide job, and checks what no option can say of itself. */
final class DecideReader {
  private static final KeyTree KNOWN = KeyTree.of(DecideOptions.all());

  /** Inputs that an action may have: a decision carries those of the chosen one to the ledger. */
  private static final int MOST_INPUTS = 1 << 16;

  private final RuntimeReader runtime;

  private DecideReader(References references) {
    this.runtime = new RuntimeReader(references);
  }

  static DecideSettings read(Map<String, Object> root, References references)
      throws SettingsException {
    KNOWN.check(root);
    return new DecideReader(references).read(new Section("", root));
  }

  private DecideSettings read(Section root) throws SettingsException {
    root.get(DecideOptions.JOB);
    boolean answers = root.get(DecideOptions.ANSWER);
    DecideSettings settings =
        new DecideSettings(
            root.get(DecideOptions.NAME),
            input(root, answers),
            output(root.section("output"), answers),
            runtime.kafka(root.section("kafka")),
            Entries.read(root.sections("models"), DecideReader::model),
            runtime.runtime(root));
    Places.check(settings);
    return settings;
  }

  private static DecideInput input(Section root, boolean answers) throws SettingsException {
    Section s = root.section("input");
    if (!answers && s.has("requests")) {
      throw new SettingsException(
          DecideOptions.REQUESTS.key, "only with answer: true, since otherwise none are read");
    }
    Section ledger = root.section("ledger");
    if (answers && ledger.has(DecideOptions.LEDGER.path.name())) {
      throw new SettingsException(
          ledger.key(DecideOptions.LEDGER.path),
          "only with answer: false, since decisions are written to a topic and read back: "
              + ledger.find(DecideOptions.LEDGER.path).orElse(""));
    }
    return new DecideInput(
        answers
            ? Optional.of(
                Endpoints.reading(
                    s.section("requests"),
                    DecideOptions.REQUESTS,
                    DecideOptions.REQUESTS_FROM,
                    DecideOptions.REQUESTS_UNTIL))
            : Optional.empty(),
        Endpoints.reading(
            ledger, DecideOptions.LEDGER, DecideOptions.LEDGER_FROM, DecideOptions.LEDGER_UNTIL),
        Endpoints.reading(
            s.section("outcomes"),
            DecideOptions.OUTCOMES,
            DecideOptions.OUTCOMES_FROM,
            DecideOptions.OUTCOMES_UNTIL),
        new Limits(
            Math.toIntExact(s.get(DecideOptions.MAX_BYTES)),
            s.get(DecideOptions.MAX_FEATURES),
            s.get(DecideOptions.MAX_ACTIONS)),
        s.get(DecideOptions.ALLOWED_DISORDER),
        s.find(DecideOptions.IDLE_TIMEOUT),
        s.has("replayDeadLetters")
            ? Optional.of(
                Endpoints.at(s.section("replayDeadLetters"), DecideOptions.REPLAY_DEAD_LETTERS))
            : Optional.empty());
  }

  private static DecideOutput output(Section s, boolean answers) throws SettingsException {
    if (!answers && s.has("decisions")) {
      throw new SettingsException(
          s.path() + ".decisions", "only with answer: true, since otherwise none are written");
    }
    return new DecideOutput(
        s.section("decisions").get(DecideOptions.DELIVERY),
        Endpoints.at(s.section("deadLetters"), DecideOptions.DEAD_LETTERS),
        Math.toIntExact(s.get(DecideOptions.DEAD_LETTER_MAX_BYTES)),
        s.find(DecideOptions.STOP_ABOVE_BAD_SHARE));
  }

  private static DeciderSpec model(Section s) throws SettingsException {
    String name = s.get(DecideOptions.MODEL_NAME);
    Mode mode = s.get(DecideOptions.MODE);
    ArmLayout layout = layout(s);
    AgentSpec agent = AgentReader.read(s, layout.features());
    OutcomeRule outcomes = outcomes(s.section("outcomes"));
    long idleMillis = s.find(DecideOptions.IDLE_TTL).map(Duration::toMillis).orElse(Long.MAX_VALUE);
    return s.built(() -> new DeciderSpec(name, layout, agent, mode, outcomes, idleMillis));
  }

  private static ArmLayout layout(Section s) throws SettingsException {
    Section features = s.section("features");
    boolean actionFeatures = features.has("actions");
    Layout layout =
        s.find(DecideOptions.LAYOUT).orElse(actionFeatures ? Layout.JOINED : Layout.BLOCKS);
    String word = ValueType.word(layout);
    ContextLayout context = context(features);
    if (layout == Layout.BLOCKS) {
      if (actionFeatures) {
        throw new SettingsException(
            features.path() + ".actions",
            "must not go with layout blocks, whose actions have no features: joined or crossed");
      }
      return blocks(s, context);
    }
    if (!actionFeatures) {
      throw new SettingsException(
          features.path() + ".actions", "must be given for layout " + word + ": a section");
    }
    for (Setting<?> needless : List.of(DecideOptions.ACTIONS, DecideOptions.BLOCKS)) {
      if (s.has(needless.name())) {
        throw new SettingsException(
            s.key(needless),
            "must not go with layout " + word + ", whose actions are told by their features");
      }
    }
    FeatureSpec action = Features.read(features.section("actions"), DecideOptions.ACTION_FEATURES);
    return layout == Layout.JOINED ? joined(s, context, action) : crossed(s, context, action);
  }

  private static ContextLayout context(Section features) throws SettingsException {
    FeatureSpec shared = Features.read(features.section("shared"), DecideOptions.SHARED);
    if (!features.has("slots")) {
      return new ContextLayout.Shared(shared);
    }
    FeatureSpec slot = Features.read(features.section("slots"), DecideOptions.SLOT_FEATURES);
    return new ContextLayout.InSlots(shared, slot);
  }

  private static ArmLayout blocks(Section s, ContextLayout context) throws SettingsException {
    List<String> actions = s.list(DecideOptions.ACTIONS);
    Optional<Integer> blocks = s.find(DecideOptions.BLOCKS);
    if (actions.isEmpty() == blocks.isEmpty()) {
      throw new SettingsException(
          s.path(),
          blocks.isPresent()
              ? "must have one of actions and blocks, not both"
              : "must have actions or blocks for layout blocks: the known ids, or a number");
    }
    requireInputs(s, context.dimension());
    return s.built(
        () -> {
          ArmLayout layout =
              blocks.isPresent()
                  ? ArmLayout.Blocks.hashed(context, blocks.get())
                  : ArmLayout.Blocks.of(context, actions);
          // It refuses more inputs in all than an agent can have.
          layout.features();
          return layout;
        });
  }

  private static ArmLayout joined(Section s, ContextLayout context, FeatureSpec action)
      throws SettingsException {
    requireInputs(s, (long) context.dimension() + action.dimension());
    return new ArmLayout.Joined(context, action);
  }

  private static ArmLayout crossed(Section s, ContextLayout context, FeatureSpec action)
      throws SettingsException {
    long ofContext = context.dimension();
    long ofAction = action.dimension();
    requireInputs(s, ofContext + ofAction + ofContext * ofAction);
    return new ArmLayout.Crossed(context, action);
  }

  private static void requireInputs(Section s, long inputs) throws SettingsException {
    if (inputs > MOST_INPUTS) {
      throw new SettingsException(
          s.section("features").path(),
          "an action must have at most %d inputs, all of which its decision carries: inputs=%d"
              .formatted(MOST_INPUTS, inputs));
    }
  }

  private static OutcomeRule outcomes(Section s) throws SettingsException {
    long wait = s.get(DecideOptions.WAIT).toMillis();
    long hold = s.get(DecideOptions.HOLD).toMillis();
    OutcomeUnit unit = unit(s);
    double silence = s.find(DecideOptions.SILENCE).orElse(Double.NaN);
    boolean deferred = s.get(DecideOptions.DEFERRED);
    var combine = s.get(DecideOptions.COMBINE);
    return s.built(() -> new OutcomeRule(wait, hold, combine, unit, silence, deferred));
  }

  private static OutcomeUnit unit(Section s) throws SettingsException {
    if (!s.has("reward")) {
      return new OutcomeUnit.Losses();
    }
    Section reward = s.section("reward");
    double least = reward.get(DecideOptions.REWARD_LEAST);
    double most = reward.get(DecideOptions.REWARD_MOST);
    return reward.built(() -> new OutcomeUnit.Rewards(new LossScale(least, most)));
  }
}
