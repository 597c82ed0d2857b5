package io.thalweg.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.bandit.AgentSpec;
import io.thalweg.bandit.Agents;
import io.thalweg.bandit.ArmBlocks;
import io.thalweg.bandit.ArmFeatures;
import io.thalweg.bandit.Arms;
import io.thalweg.bandit.BanditModel;
import io.thalweg.bandit.Compositions;
import io.thalweg.bandit.ContextualBandit;
import io.thalweg.bandit.Decision;
import io.thalweg.bandit.Features;
import io.thalweg.bandit.MirrorModel;
import io.thalweg.bandit.MirrorSpec;
import io.thalweg.bandit.NeuralModel;
import io.thalweg.bandit.NeuralSpec;
import io.thalweg.bandit.NoModel;
import io.thalweg.bandit.NoRegression;
import io.thalweg.bandit.Parametrization;
import io.thalweg.bandit.RegressionLoss;
import io.thalweg.bandit.Replay;
import io.thalweg.bandit.ReplayMemory;
import io.thalweg.bandit.RidgeModel;
import io.thalweg.bandit.Standardization;
import io.thalweg.bandit.Standardizer;
import io.thalweg.bandit.Worlds;
import io.thalweg.math.Lcg;
import io.thalweg.math.PagedVector;
import io.thalweg.mirror.Layout;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LinearModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BanditModelCodecTest {
  /** Where the linear model's body begins in a body of {@link #MIRROR}. */
  private static final int LINEAR = 32 + 24 * Worlds.DIMENSION;

  private static final PagedVector.PageLoader NO_PAGES =
      (page, into, offset) -> {
        throw new AssertionError("a small model has no page " + page);
      };

  private static final ArmBlocks BLOCKS = new ArmBlocks(Worlds.DIMENSION, Worlds.BLOCKS);

  private static final NeuralSpec NETWORK =
      NeuralSpec.of(RegressionLoss.SQUARED, 5).withHidden(4, 2).withReplay(Replay.last(6, 1));

  private static final AgentSpec NEURAL = Agents.neuSquareCb(BLOCKS, NETWORK, 5);
  private static final AgentSpec MIRROR = Agents.fastCb(BLOCKS, 5);
  private static final AgentSpec RIDGE = Agents.linearThompson(BLOCKS, 0.5, 5);
  private static final AgentSpec NONE = Agents.uniform(BLOCKS, 5);

  static List<AgentSpec> specs() {
    return Compositions.all();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aModelStoredAfterAnyNumberOfExamplesGoesOnAsOneNeverStored(AgentSpec spec) {
    BanditModels codec = new BanditModels(spec);
    for (int before : List.of(0, 1, 7, 8, 9, 200)) {
      ContextualBandit agent = new ContextualBandit(spec);
      BanditModel kept = codec.create();
      Lcg random = new Lcg(before);
      Worlds.run(agent, kept, random, 0, before);
      byte[] whole = ModelStore.whole(codec, kept);
      assertSame(ModelStore.whole(codec, kept), whole);
      ModelStore<BanditModel> store = new ModelStore<>(codec);
      store.save(kept);
      BanditModel stored = store.open();
      assertSame(ModelStore.whole(codec, stored), whole);
      goOn(agent, kept, stored, codec, random);
    }
  }

  private static void goOn(
      ContextualBandit agent,
      BanditModel kept,
      BanditModel stored,
      BanditModels codec,
      Lcg random) {
    // Another agent, so that nothing is left that it may have kept.
    ContextualBandit other = new ContextualBandit(agent.spec());
    Decision expected = new Decision();
    Decision found = new Decision();
    for (int t = 0; t < 200; t++) {
      Arms arms = Worlds.arms(agent.spec().features(), random, 1 + random.below(Worlds.BLOCKS));
      agent.decide(kept, arms, t, expected);
      other.decide(stored, arms, t, found);
      assertThat(found.chosen()).isEqualTo(expected.chosen());
      for (int a = 0; a < arms.count(); a++) {
        assertThat(found.probability(a)).isEqualTo(expected.probability(a));
        assertThat(found.loss(a)).isEqualTo(expected.loss(a));
      }
      double loss = Worlds.loss(arms, expected.chosen(), random);
      double weight = t % 7 == 5 ? 0 : t % 11 == 3 ? 1e9 : 1;
      agent.learn(kept, arms, expected.chosen(), loss, weight);
      other.learn(stored, arms, expected.chosen(), loss, weight);
      assertSame(ModelStore.whole(codec, stored), ModelStore.whole(codec, kept));
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aModelStoredAfterEveryExampleEqualsOneNeverStored(AgentSpec spec) {
    BanditModels codec = new BanditModels(spec);
    ContextualBandit agent = new ContextualBandit(spec);
    BanditModel kept = codec.create();
    BanditModel stored = codec.create();
    ModelStore<BanditModel> store = new ModelStore<>(codec);
    Lcg random = new Lcg(3);
    Lcg same = new Lcg(3);
    for (int t = 0; t < 90; t++) {
      Worlds.run(agent, kept, random, t, 1);
      Worlds.run(agent, stored, same, t, 1);
      store.save(stored);
      stored = store.open();
      assertSame(ModelStore.whole(codec, stored), ModelStore.whole(codec, kept));
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void decidingLeavesTheBytesUnchanged(AgentSpec spec) {
    BanditModels codec = new BanditModels(spec);
    ContextualBandit agent = new ContextualBandit(spec);
    BanditModel model = learned(spec, 20);
    byte[] before = ModelStore.whole(codec, model);
    Lcg random = new Lcg(2);
    Decision decision = new Decision();
    for (int t = 0; t < 30; t++) {
      int count = 1 + random.below(Worlds.BLOCKS);
      Arms arms = Worlds.arms(spec.features(), random, count);
      agent.rank(model, arms, t, 1 + random.below(count), decision);
    }
    assertSame(ModelStore.whole(codec, model), before);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void bodiesAreAsLongAsTheTableSays(AgentSpec spec) {
    for (int examples : List.of(0, 1, 7, 8, 9, 100)) {
      BanditModel model = learned(spec, examples);
      byte[] body = BanditModelCodec.encode(model, spec);
      assertThat(body).hasSize(tabled(spec, examples));
      assertThat(BanditModelCodec.bodyBytes(model, spec)).isEqualTo(body.length);
    }
  }

  private static int tabled(AgentSpec spec, int examples) {
    int n = spec.features().inputs();
    if (spec.regression() instanceof NoRegression.Spec) {
      return 24;
    }
    if (spec.regression() instanceof MirrorSpec mirror) {
      LinearModel linear = learnedLinear(spec, examples);
      assertThat(Learner.of(mirror.learner(spec.features())).layout().cells())
          .isEqualTo(linear.cells().length());
      return 32 + 24 * spec.features().dimension() + LinearModelCodec.bodyBytes(linear);
    }
    if (!(spec.regression() instanceof NeuralSpec network)) {
      return 32 + 4 * n * (n + 3);
    }
    int bias = network.parametrization() == Parametrization.STANDARD ? 1 : 0;
    int p = 0;
    int before = n;
    for (int units : network.hidden()) {
      p += (before + bias) * units;
      before = units;
    }
    p += before + bias;
    int d = spec.features().dimension();
    int m = Math.min(examples, network.replay().capacity());
    int standardized = network.standardization() == Standardization.ONLINE ? 24 * d : 0;
    boolean paged = network.replay().capacity() * (d + 3) > 8192;
    return 56 + 4 * p + standardized + (paged ? 0 : m * (4 * d + 20));
  }

  private static LinearModel learnedLinear(AgentSpec spec, int examples) {
    return ((MirrorModel) learned(spec, examples).regression()).linear();
  }

  @Test
  void theDocumentedTableIsTheTestedOne() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "models.md"), StandardCharsets.UTF_8);
    assertThat(page)
        .contains(
            """
            | regression | bytes of the body |
            |---|---|
            | `none` | 24 |
            | `ridge` | 32 + 4·n·(n + 3) |
            | `neural` | 56 + 4·p + 24·d + m·(4·d + 20) |
            | `neural`, features not standardized | 56 + 4·p + m·(4·d + 20) |
            | `neural`, its memory in pages | 56 + 4·p + 24·d, or without the 24·d |
            | `mirror` | 32 + 24·d, and those of the body of a linear model |
            """);
  }

  @Test
  void aModelIsAllBody() {
    BanditModels codec = new BanditModels(NEURAL);
    BanditModel model = learned(NEURAL, 3);
    assertThat(codec.family()).isEqualTo(Family.BANDIT);
    assertThat(codec.vectors(model)).allMatch(vector -> vector.pages() == 1);
    assertThat(codec.heapBytes(model)).isEqualTo(model.heapBytes()).isPositive();
    assertThatThrownBy(() -> codec.encodePage(new PagedVector(1), 0))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> codec.decodePage(new byte[20], new double[128], 0))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("this bandit model must have no pages: length=20");
  }

  /** Agents whose models have pages, and how many of them 120 examples fill. */
  static List<Arguments> paged() {
    NeuralSpec network = NETWORK.withReplay(Replay.last(5_000, 1));
    return List.of(
        // Of 4,000 inputs, whose cells are 250 pages; ten blocks of 40 inputs are seen.
        Arguments.of(Agents.fastCb(new ArmBlocks(40, 100), 5), 20, 30),
        // Rows of six numbers.
        Arguments.of(Agents.neuSquareCb(BLOCKS, network, 5), 6, 6),
        Arguments.of(
            Agents.neuSquareCb(BLOCKS, network.withReplay(Replay.sample(3_000, 2)), 5), 6, 6));
  }

  @ParameterizedTest
  @MethodSource("paged")
  void aModelOfPagesGoesOnAsOneNeverStored(AgentSpec spec, int fewest, int most) {
    BanditModels codec = new BanditModels(spec);
    ContextualBandit agent = new ContextualBandit(spec);
    BanditModel kept = codec.create();
    BanditModel stored = codec.create();
    ModelStore<BanditModel> store = new ModelStore<>(codec);
    Lcg random = new Lcg(7);
    Decision expected = new Decision();
    Decision found = new Decision();
    for (int t = 0; t < 120; t++) {
      int count = Math.min(10, spec.features().inputs() / spec.features().dimension());
      Arms arms = Worlds.arms(spec.features(), random, count);
      agent.decide(kept, arms, t, expected);
      agent.decide(stored, arms, t, found);
      for (int a = 0; a < arms.count(); a++) {
        assertThat(found.probability(a)).isEqualTo(expected.probability(a));
      }
      double loss = Worlds.loss(arms, expected.chosen(), random);
      agent.learn(kept, arms, expected.chosen(), loss, 1);
      agent.learn(stored, arms, expected.chosen(), loss, 1);
      if (t % 10 == 9) {
        assertThat(codec.vectors(stored)).hasSize(1).allMatch(vector -> vector.pages() > 1);
        store.save(stored);
        byte[] body = codec.encode(stored);
        assertSame(body, codec.encode(kept));
        // What stands in pages is not in it.
        assertThat(body).hasSizeLessThan(2_000);
        stored = store.open();
      }
    }
    assertThat(store.pages).hasSizeBetween(fewest, most);
    assertSame(ModelStore.whole(codec, stored), ModelStore.whole(codec, kept));
  }

  /** A page is 128 numbers, some 21 rows of six. */
  @Test
  void anExampleThatIsRememberedChangesItsPagesAlone() {
    AgentSpec spec = Agents.neuSquareCb(BLOCKS, NETWORK.withReplay(Replay.last(2_000, 1)), 5);
    BanditModels codec = new BanditModels(spec);
    BanditModel model = learned(spec, 1_000);
    PagedVector rows = codec.vectors(model).get(0);
    rows.clearDirty();
    Worlds.run(new ContextualBandit(spec), model, new Lcg(4), 1_000, 1);
    assertThat(rows.nextDirty(0)).isEqualTo(1_000 * 6 / 128);
    assertThat(rows.nextDirty(1_000 * 6 / 128 + 1)).isEqualTo(-1);
  }

  @Test
  void partsThatDoNotFitEachOtherHaveNoCodec() {
    AgentSpec spec = NEURAL.withExploration(RIDGE.exploration());
    assertThatThrownBy(() -> new BanditModels(spec)).isInstanceOf(IllegalArgumentException.class);
  }

  static List<AgentSpec> four() {
    return List.of(NEURAL, RIDGE, NONE, MIRROR);
  }

  @ParameterizedTest
  @MethodSource("four")
  void aBodyOfAnyOtherLengthIsRefused(AgentSpec spec) {
    byte[] body = BanditModelCodec.encode(learned(spec, 5), spec);
    for (int length = 0; length <= body.length + 41; length++) {
      byte[] cut = Arrays.copyOf(body, length);
      if (length != body.length) {
        assertThatThrownBy(() -> BanditModelCodec.decode(cut, spec, NO_PAGES))
            .isInstanceOf(ModelFormatException.class)
            .hasMessageMatching(
                length < 24 ? ".*length=" + length : ".*(remaining|bytes|length)=\\d+");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("four")
  void anUnknownVersionIsRefusedByNameAndNumber(AgentSpec spec) {
    byte[] body = BanditModelCodec.encode(learned(spec, 5), spec);
    body[0] = 2;
    assertThatThrownBy(() -> BanditModelCodec.decode(body, spec, NO_PAGES))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("bandit model version must be 1, the only one known: version=2");
  }

  @Test
  void aBodyOfAnotherAgentIsRefused() {
    byte[] neural = BanditModelCodec.encode(learned(NEURAL, 5), NEURAL);
    byte[] ridge = BanditModelCodec.encode(learned(RIDGE, 5), RIDGE);
    byte[] none = BanditModelCodec.encode(learned(NONE, 5), NONE);
    assertRefused(neural, RIDGE, "the regression must be the agent's, 1: found=2");
    assertRefused(ridge, NONE, "the regression must be the agent's, 0: found=1");
    assertRefused(none, NEURAL, "the regression must be the agent's, 2: found=0");
    Features other = new ArmBlocks(Worlds.DIMENSION, Worlds.BLOCKS + 1);
    assertRefused(
        neural,
        Agents.neuSquareCb(other, NETWORK, 5),
        "parameters must be the agent's, 101: found=89");
    assertRefused(
        ridge, Agents.linearThompson(other, 0.5, 5), "inputs must be the agent's, 21: found=18");
    AgentSpec rows =
        Agents.neuSquareCb(new ArmFeatures(Worlds.DIMENSION * Worlds.BLOCKS), NETWORK, 5);
    assertRefused(neural, rows, "values of an arm must be the agent's, 18: found=3");
    AgentSpec small = Agents.neuSquareCb(BLOCKS, NETWORK.withReplay(Replay.last(4, 1)), 5);
    assertRefused(neural, small, "remembered examples must be the agent's, 4: found=5");
    byte[] mirror = BanditModelCodec.encode(learned(MIRROR, 5), MIRROR);
    assertRefused(mirror, NEURAL, "the regression must be the agent's, 2: found=3");
    assertRefused(mirror, Agents.fastCb(other, 5), "cells must be the learner's, 176: found=152");
    assertRefused(
        mirror,
        Agents.fastCb(new ArmFeatures(Worlds.DIMENSION * Worlds.BLOCKS), 5),
        "values of an arm must be the agent's, 18: found=3");
    AgentSpec raw =
        Agents.neuSquareCb(BLOCKS, NETWORK.withStandardization(Standardization.NONE), 5);
    assertRefused(neural, raw, "the transform must have seen 0 examples: found=5");
  }

  private static void assertRefused(byte[] body, AgentSpec spec, String message) {
    assertThatThrownBy(() -> BanditModelCodec.decode(body, spec, NO_PAGES))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(message);
  }

  @Test
  void aModelOfAnotherAgentIsNotStored() {
    assertThatThrownBy(() -> BanditModelCodec.encode(learned(RIDGE, 1), NEURAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a model must be of its agent's regression, neural: model=RidgeModel");
    assertThatThrownBy(() -> BanditModelCodec.encode(learned(NEURAL, 1), RIDGE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BanditModelCodec.encode(learned(NEURAL, 1), MIRROR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a model must be of its agent's regression, mirror: model=NeuralModel");
    AgentSpec wide = Agents.neuSquareCb(BLOCKS, NETWORK.withHidden(9), 5);
    assertThatThrownBy(() -> BanditModelCodec.encode(learned(NEURAL, 1), wide))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a model must have the parameters of its agent, 181: found=89");
  }

  /** Where a count stands, and what is said of a wrong one. */
  static List<Arguments> counts() {
    return List.of(
        Arguments.of(NEURAL, 8, "examples"),
        Arguments.of(NEURAL, 24, "parameters must be"),
        Arguments.of(NEURAL, 28, "values of an arm must be"),
        Arguments.of(NEURAL, 32, "remembered examples must be"),
        Arguments.of(NEURAL, 36, "changes of the transform must be"),
        Arguments.of(NEURAL, 48, "the transform must have seen"),
        Arguments.of(RIDGE, 24, "inputs must be"),
        Arguments.of(MIRROR, 24, "values of an arm must be"),
        Arguments.of(MIRROR, 28, "changes of the transform must be"),
        Arguments.of(MIRROR, LINEAR + 4, "parts must be"),
        Arguments.of(MIRROR, LINEAR + 8, "the linear model must have learned 5 examples"),
        Arguments.of(MIRROR, LINEAR + 16, "cells must be"));
  }

  @ParameterizedTest
  @MethodSource("counts")
  void countsAreNotBelieved(AgentSpec spec, int at, String message) {
    byte[] body = BanditModelCodec.encode(learned(spec, 5), spec);
    for (int wrong : List.of(-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 6, 1 << 24)) {
      byte[] bad = body.clone();
      ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(at, wrong);
      assertThatThrownBy(() -> BanditModelCodec.decode(bad, spec, NO_PAGES))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(message);
    }
    for (int bit = 0; bit < 64; bit++) {
      byte[] bad = body.clone();
      bad[8 + bit / 8] ^= (byte) (1 << bit % 8);
      if (spec.equals(NEURAL) || spec.equals(MIRROR) || bit == 63) {
        assertThatThrownBy(() -> BanditModelCodec.decode(bad, spec, NO_PAGES))
            .isInstanceOf(ModelFormatException.class);
      }
    }
  }

  @Test
  void numbersThatCannotBeAreRefused() {
    int parameters = 56;
    int means = parameters + 4 * 89;
    int shifts = means + 16 * 3;
    int examples = shifts + 8 * 3;
    int offset = examples + 4 * 3;
    Map<Integer, String> floats =
        Map.of(
            parameters,
            "parameters must be finite: value=NaN, position=0",
            means - 4,
            "parameters must be finite: value=NaN, position=88",
            shifts,
            "shifts must be finite: value=NaN, position=0",
            shifts + 12,
            "factors must be finite: value=NaN, position=0",
            examples + 4,
            "remembered values must be finite: value=NaN, position=1");
    floats.forEach((at, message) -> assertRefused(with(NEURAL, at, Float.NaN), NEURAL, message));
    Map<Integer, String> doubles =
        Map.of(
            16,
            "the losses of 5 examples must sum to one of at most 1 for each: losses=Infinity",
            means,
            "means must be finite: value=Infinity, position=0",
            means + 32,
            "squares must be finite: value=Infinity, position=1",
            offset + 4,
            "a loss must be in [0, 1.0]: found=Infinity, example=0",
            offset + 12,
            "a weight must be in [0, 1.0E9]: found=Infinity, example=0");
    doubles.forEach(
        (at, message) ->
            assertRefused(with(NEURAL, at, Double.POSITIVE_INFINITY), NEURAL, message));
    assertRefused(
        with(RIDGE, 32, Double.NaN), RIDGE, "the factor must be finite: value=NaN, position=0");
    assertRefused(
        with(RIDGE, 32 + 8 * 171, Double.NEGATIVE_INFINITY),
        RIDGE,
        "moments must be finite: value=-Infinity, position=0");
    assertRefused(
        with(RIDGE, 16, -1.0),
        RIDGE,
        "the losses of 5 examples must sum to one of at most 1 for each: losses=-1.0");
    assertRefused(
        with(MIRROR, 32, Double.NaN), MIRROR, "means must be finite: value=NaN, position=0");
    assertRefused(
        with(MIRROR, 32 + 20 * 3, Float.NaN),
        MIRROR,
        "factors must be finite: value=NaN, position=0");
    assertRefused(
        with(MIRROR, LINEAR + 28, Double.POSITIVE_INFINITY),
        MIRROR,
        "numbers must be finite: number 0");
    for (int wrong : List.of(-3, 1, 18)) {
      assertRefused(
          with(NEURAL, offset, wrong),
          NEURAL,
          "an offset must be that of an arm, a multiple of 3 up to 15: offset="
              + wrong
              + ", example=0");
    }
    assertRefused(
        with(NEURAL, 44, -1), NEURAL, "steps left out must be at least 0: steps=-4294967296");
    assertRefused(with(NEURAL, 4, 1), NEURAL, "flags must be 0: version=1");
    assertRefused(with(RIDGE, 28, 1), RIDGE, "flags must be 0: version=1");
  }

  private static byte[] with(AgentSpec spec, int at, Number number) {
    byte[] body = BanditModelCodec.encode(learned(spec, 5), spec);
    ByteBuffer bytes = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    if (number instanceof Integer value) {
      bytes.putInt(at, value);
    } else if (number instanceof Float value) {
      bytes.putFloat(at, value);
    } else {
      bytes.putDouble(at, number.doubleValue());
    }
    return body;
  }

  @ParameterizedTest
  @MethodSource("four")
  void aDamagedBodyOpensOrIsRefusedAndNothingElse(AgentSpec spec) {
    Lcg random = new Lcg(6);
    byte[] body = BanditModelCodec.encode(learned(spec, 5), spec);
    ContextualBandit agent = new ContextualBandit(spec);
    Arms arms = Worlds.arms(spec.features(), new Lcg(1), Worlds.BLOCKS);
    Decision decision = new Decision();
    int refused = 0;
    for (int trial = 0; trial < 5000; trial++) {
      byte[] damaged = body.clone();
      for (int flips = 1 + random.below(4); flips > 0; flips--) {
        damaged[random.below(damaged.length)] ^= (byte) (1 << random.below(8));
      }
      BanditModel model;
      try {
        model = BanditModelCodec.decode(damaged, spec, NO_PAGES);
      } catch (ModelFormatException e) {
        refused++;
        continue;
      }
      assertSame(BanditModelCodec.encode(model, spec), damaged);
      agent.decide(model, arms, trial, decision);
      agent.learn(model, arms, decision.chosen(), 1, 1);
    }
    assertThat(refused).isPositive();
  }

  /** Models of chosen numbers, so that the files pin the layout and no arithmetic. */
  private static BanditModel golden(AgentSpec spec) {
    if (spec.equals(NONE)) {
      return BanditModel.restored(new NoModel(), 3, 0.75);
    }
    if (spec.equals(RIDGE)) {
      double[] factor = numbers(171);
      factor[0] = Double.MIN_VALUE;
      factor[1] = -0.0;
      return BanditModel.restored(RidgeModel.restored(factor, numbers(18)), 1L << 40, 1e9);
    }
    if (spec.equals(MIRROR)) {
      Layout layout = Learner.of(((MirrorSpec) MIRROR.regression()).learner(BLOCKS)).layout();
      PagedVector cells = new PagedVector(layout.cells());
      double[] values = numbers(layout.cells());
      values[1] = -0.0;
      for (int i = 0; i < values.length; i++) {
        cells.set(i, values[i]);
      }
      return BanditModel.restored(
          MirrorModel.restored(
              LinearModel.restored(17, numbers(layout.numbers()), cells, List.of(), List.of()),
              Standardizer.restored(numbers(3), numbers(3), floats(3), floats(3), 17, 2)),
          17,
          12.5);
    }
    float[] parameters = floats(89);
    parameters[0] = Float.MIN_VALUE;
    parameters[1] = -0.0f;
    int[] offsets = {0, 15, 3, 6, 12, 9};
    double[] losses = {0, 1, 0.5, 0.25, 0.125, 0.1};
    double[] weights = {1, 0, 1e9, 2, 3, 4};
    ReplayMemory memory = ReplayMemory.restored(new PagedVector(ReplayMemory.cells(6, 3)), 3, 6);
    for (int k = 0; k < 6; k++) {
      memory.put(k, floats(18), 3 * k, offsets[k], losses[k], weights[k]);
    }
    Standardizer transform =
        Standardizer.restored(numbers(3), numbers(3), floats(3), floats(3), 17, 2);
    NeuralModel model = NeuralModel.restored(parameters, memory, transform, 4);
    return BanditModel.restored(model, 17, 12.5);
  }

  private static double[] numbers(int count) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> (i % 2 == 0 ? 1 : -1) / (i + 3.0));
    return numbers;
  }

  private static float[] floats(int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = (i % 2 == 0 ? 1 : -1) / (i + 3.0f);
    }
    return floats;
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "ridge", "neural", "mirror"})
  void bodiesOfTheFirstVersionAreRead(String regression) throws IOException {
    AgentSpec spec = four().get(List.of("neural", "ridge", "none", "mirror").indexOf(regression));
    byte[] stored = resource("bandit-" + regression + "-1.body");
    assertThat(BanditModelCodec.encode(golden(spec), spec)).isEqualTo(stored);
    BanditModel read = BanditModelCodec.decode(stored, spec, NO_PAGES);
    assertThat(BanditModelCodec.encode(read, spec)).isEqualTo(stored);
    assertThat(read.learned()).isEqualTo(golden(spec).learned());
    if (read.regression() instanceof NeuralModel neural) {
      assertThat(neural.skipped()).isEqualTo(4);
      assertThat(neural.memory().offset(1)).isEqualTo(15);
      assertThat(neural.memory().weight(2)).isEqualTo(1e9);
      assertThat(neural.standardizer().version()).isEqualTo(2);
      assertThat(neural.standardizer().factor()).isEqualTo(floats(3));
    }
    if (read.regression() instanceof MirrorModel mirror) {
      assertThat(mirror.linear().rounds()).isEqualTo(17);
      assertThat(mirror.linear().cells().get(2)).isEqualTo(0.2);
      assertThat(mirror.standardizer().count()).isEqualTo(17);
      assertThat(mirror.standardizer().version()).isEqualTo(2);
      assertThat(mirror.standardizer().shift()).isEqualTo(floats(3));
    }
  }

  private static ModelExport export() {
    ModelProgress progress = new ModelProgress();
    for (int t = 0; t < 17; t++) {
      progress.learned(t, 978_328_800_000L + t, 0.5, 1);
    }
    byte[] head =
        new ModelHeader(Family.BANDIT, SettingsDigest.of(NEURAL.canonical()), progress)
            .write(BanditModelCodec.encode(golden(NEURAL), NEURAL));
    return new ModelExport(
        "banner", NEURAL.canonical(), List.of(), new ModelFile(head, new TreeMap<>()));
  }

  @Test
  void anExportedModelIsReadByItself() throws IOException {
    byte[] stored = resource("bandit-export-1.model");
    assertThat(export().toBytes()).isEqualTo(stored);
    ModelExport read = ModelExport.of(stored);
    ModelHeader header = ModelHeader.read(read.model().head());
    assertThat(header.family()).isEqualTo(Family.BANDIT);
    AgentSpec spec = AgentSpec.parse(read.settings());
    assertThat(spec).isEqualTo(NEURAL);
    BanditModels codec = new BanditModels(spec);
    BanditModel model = codec.decode(ModelHeader.body(read.model().head()), NO_PAGES);
    assertThat(model.learned()).isEqualTo(header.progress().events());
    assertThat(codec.encode(model)).isEqualTo(codec.encode(golden(NEURAL)));
    assertThat(read.toBytes()).isEqualTo(stored);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = BanditModelCodecTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static BanditModel learned(AgentSpec spec, int examples) {
    ContextualBandit agent = new ContextualBandit(spec);
    BanditModel model = agent.create();
    Worlds.run(agent, model, new Lcg(4), 0, examples);
    return model;
  }

  /** Much faster than comparing element by element. */
  private static void assertSame(byte[] found, byte[] expected) {
    if (!Arrays.equals(found, expected)) {
      assertThat(found).isEqualTo(expected);
    }
  }
}
