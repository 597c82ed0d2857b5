package io.thalweg.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.LearnerMetrics;
import io.thalweg.Prediction;
import io.thalweg.convex.Ball;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.LearnerRun;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LogisticLoss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnerOperatorTest {
  private static final int MAX_PARALLELISM = 16;
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** Small models of one page, and models of many pages that hardly fit the cache. */
  private static ModelSpecs<ModelSpec> specs(int bits) {
    FeatureSpec features = FeatureSpec.ofHashBits(bits);
    LearnerSpec learner =
        new LearnerSpec(
            new LogisticLoss(),
            new Ball(4),
            new ScaleFree(1),
            Hint.LAST_GRADIENT,
            features.dimension());
    return new ModelSpecs<>(
        List.of(ModelSpec.of("*", features, learner, Optional.of(Duration.ofDays(1)))));
  }

  private static CheckedExample example(
      String model, int number, long time, FeatureVector features, double label) {
    boolean labelled = !Double.isNaN(label);
    return new CheckedExample(
        model,
        "e" + number,
        time,
        labelled,
        labelled ? label : 0,
        1,
        31L * number,
        features,
        Origin.UNKNOWN);
  }

  private static List<CheckedExample> stream(int count, int models, int bits, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<CheckedExample> examples = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int[] indices = random.ints(5, 0, 1 << bits).distinct().sorted().toArray();
      float[] values = new float[indices.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextDouble(-1, 1);
      }
      double label = random.nextInt(10) == 0 ? Double.NaN : random.nextInt(2);
      examples.add(
          example(
              "m" + random.nextInt(models),
              k,
              1000L * k,
              new FeatureVector().sparse(indices, values, indices.length),
              label));
    }
    return examples;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, CheckedExample, Prediction> harness(
      LearnerOperator operator, int parallelism, int subtask) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator, CheckedExample::model, Types.STRING, MAX_PARALLELISM, parallelism, subtask);
    harness.setStateBackend(new EmbeddedRocksDBStateBackend(false));
    return harness;
  }

  private static LearnerOperator operator(int bits, long cacheBytes) {
    return new LearnerOperator(specs(bits), new LearnerOptions(cacheBytes, 0, 2));
  }

  private static void collect(
      KeyedOneInputStreamOperatorTestHarness<String, CheckedExample, Prediction> harness,
      Map<String, Prediction> into) {
    for (Object record : harness.getOutput()) {
      Prediction prediction = (Prediction) ((StreamRecord<?>) record).getValue();
      assertThat(into.put(prediction.getId(), prediction)).as("answered twice").isNull();
    }
    harness.getOutput().clear();
  }

  /** Runs the stream in one go: what every other run must equal. */
  private static Map<String, Prediction> uninterrupted(List<CheckedExample> stream, int bits)
      throws Exception {
    Map<String, Prediction> answers = new HashMap<>();
    try (var harness = harness(operator(bits, 1L << 30), 1, 0)) {
      harness.open();
      for (CheckedExample example : stream) {
        harness.processElement(example, example.time());
      }
      collect(harness, answers);
    }
    return answers;
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 15})
  void answersAreThoseOfTheLearnerAlone(int bits) throws Exception {
    List<CheckedExample> stream = stream(2_000, 20, bits, 1);
    Map<String, Prediction> answers = uninterrupted(stream, bits);

    Map<String, LearnerRun> models = new HashMap<>();
    for (CheckedExample example : stream) {
      LearnerRun model =
          models.computeIfAbsent(
              example.model(), name -> new LearnerRun(specs(bits).get(0).learner()));
      Prediction answer = answers.get(example.id());
      assertThat(answer.getMargin()).isEqualTo(model.margin(example.features()));
      assertThat(answer.getVersion().getEvents()).isEqualTo(model.model().rounds());
      if (example.labelled()) {
        model.learn(example.features(), example.label(), example.weight());
      }
    }
    assertThat(answers).hasSameSizeAs(stream);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 15})
  void restoredRunEqualsUninterruptedRun(int bits) throws Exception {
    List<CheckedExample> stream = stream(3_000, 30, bits, 2);
    Map<String, Prediction> expected = uninterrupted(stream, bits);

    for (long cacheBytes : new long[] {1, 20_000, 1L << 30}) {
      Map<String, Prediction> actual = new HashMap<>();
      SplittableRandom random = new SplittableRandom(cacheBytes);
      OperatorSubtaskState state = null;
      int next = 0;
      while (next < stream.size()) {
        try (var harness = harness(operator(bits, cacheBytes), 1, 0)) {
          if (state != null) {
            harness.initializeState(state);
          }
          harness.open();
          int until = Math.min(stream.size(), next + random.nextInt(1, 700));
          for (; next < until; next++) {
            harness.processElement(stream.get(next), stream.get(next).time());
          }
          collect(harness, actual);
          state = harness.snapshot(next, next);
          // What is learned after the snapshot dies with this attempt.
          for (int lost = next; lost < Math.min(stream.size(), next + 50); lost++) {
            harness.processElement(stream.get(lost), stream.get(lost).time());
          }
        }
      }
      assertThat(actual).as("cache of %d bytes", cacheBytes).isEqualTo(expected);
    }
  }

  @Test
  void withoutTheWriteBackTheDifferenceIsSeen() throws Exception {
    List<CheckedExample> stream = stream(500, 5, 6, 3);
    Map<String, Prediction> expected = uninterrupted(stream, 6);
    LearnerOptions options = new LearnerOptions(1L << 30, 0, 0);
    LearnerOperator forgetful =
        new LearnerOperator(specs(6), options) {
          private static final long serialVersionUID = 1L;

          @Override
          protected void writeBack() {}
        };
    Map<String, Prediction> actual = new HashMap<>();
    OperatorSubtaskState state;
    try (var harness = harness(forgetful, 1, 0)) {
      harness.open();
      for (CheckedExample example : stream.subList(0, 250)) {
        harness.processElement(example, example.time());
      }
      collect(harness, actual);
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness(operator(6, 1L << 30), 1, 0)) {
      harness.initializeState(state);
      harness.open();
      for (CheckedExample example : stream.subList(250, 500)) {
        harness.processElement(example, example.time());
      }
      collect(harness, actual);
    }

    assertThat(actual).isNotEqualTo(expected);
  }

  @Test
  void rescaledRunEqualsUninterruptedRun() throws Exception {
    int bits = 15;
    List<CheckedExample> stream = stream(3_000, 40, bits, 4);
    Map<String, Prediction> expected = uninterrupted(stream, bits);
    Map<String, Prediction> actual = new HashMap<>();

    OperatorSubtaskState state = null;
    int parallelismBefore = 0;
    int next = 0;
    for (int parallelism : new int[] {2, 1, 3}) {
      int until = next + 1_000;
      List<OperatorSubtaskState> parts = new ArrayList<>();
      for (int subtask = 0; subtask < parallelism; subtask++) {
        try (var harness = harness(operator(bits, 30_000), parallelism, subtask)) {
          if (state != null) {
            harness.initializeState(
                AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    state, MAX_PARALLELISM, parallelismBefore, parallelism, subtask));
          }
          harness.open();
          for (CheckedExample example : stream.subList(next, until)) {
            if (owner(example.model(), parallelism) == subtask) {
              harness.processElement(example, example.time());
            }
          }
          collect(harness, actual);
          parts.add(harness.snapshot(next, next));
        }
      }
      state =
          AbstractStreamOperatorTestHarness.repackageState(
              parts.toArray(OperatorSubtaskState[]::new));
      parallelismBefore = parallelism;
      next = until;
    }

    assertThat(actual).isEqualTo(expected);
  }

  private static int owner(String key, int parallelism) {
    return org.apache.flink.runtime.state.KeyGroupRangeAssignment.assignKeyToParallelOperator(
        key, MAX_PARALLELISM, parallelism);
  }

  @Test
  void theHeapBackendGivesTheSameAnswers() throws Exception {
    List<CheckedExample> stream = stream(1_000, 10, 6, 5);
    Map<String, Prediction> answers = new HashMap<>();
    try (var harness = harness(operator(6, 5_000), 1, 0)) {
      harness.setStateBackend(new HashMapStateBackend());
      harness.open();
      for (CheckedExample example : stream) {
        harness.processElement(example, example.time());
      }
      collect(harness, answers);
    }

    assertThat(answers).isEqualTo(uninterrupted(stream, 6));
  }

  @Test
  void anIdleModelIsForgottenByItsOwnEventTimes() throws Exception {
    FeatureVector x = new FeatureVector().sparse(new int[] {1}, new float[] {1}, 1);
    try (var harness = harness(operator(15, 1), 1, 0)) {
      harness.open();
      harness.processElement(example("a", 0, 0, x, 1), 0);
      harness.processElement(example("a", 1, DAY, x, 1), 0);
      harness.processElement(example("a", 2, 3 * DAY, x, Double.NaN), 0);
      harness.processElement(example("b", 3, 3 * DAY, x, 1), 0);
      harness.processElement(example("a", 4, 3 * DAY, x, 1), 0);
      harness.processElement(example("a", 5, 3 * DAY, x, 1), 0);
      Map<String, Prediction> answers = new HashMap<>();
      collect(harness, answers);

      assertThat(answers.get("e1").getVersion().getEvents()).isEqualTo(1);
      assertThat(answers.get("e2").getVersion().getEvents()).as("forgotten").isZero();
      assertThat(answers.get("e2").getMargin()).isZero();
      assertThat(answers.get("e4").getVersion().getEvents()).as("a question kept it").isZero();
      assertThat(answers.get("e5").getVersion().getEvents()).isEqualTo(1);
    }
  }

  @Test
  void theForgottenModelsPagesAreGoneFromTheStore() throws Exception {
    FeatureVector far = new FeatureVector().sparse(new int[] {20_000}, new float[] {1}, 1);
    FeatureVector near = new FeatureVector().sparse(new int[] {1}, new float[] {1}, 1);
    OperatorSubtaskState state;
    try (var harness = harness(operator(15, 1), 1, 0)) {
      harness.open();
      harness.processElement(example("a", 0, 0, far, 1), 0);
      harness.snapshot(1, 1);
      harness.processElement(example("a", 1, 5 * DAY, near, 1), 0);
      state = harness.snapshot(2, 2);
    }
    try (var harness = harness(operator(15, 1), 1, 0)) {
      harness.initializeState(state);
      harness.open();
      harness.processElement(example("a", 2, 5 * DAY, far, Double.NaN), 0);
      Prediction answer = harness.extractOutputValues().get(0);

      assertThat(answer.getMargin()).isZero();
      assertThat(answer.getVersion().getEvents()).isEqualTo(1);
    }
  }

  @Test
  void stateLearnedUnderOtherSettingsIsRefused() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(operator(6, 1 << 20), 1, 0)) {
      harness.open();
      for (CheckedExample example : stream(10, 1, 6, 1)) {
        harness.processElement(example, example.time());
      }
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness(operator(7, 1 << 20), 1, 0)) {
      assertThatThrownBy(() -> harness.initializeState(state))
          .rootCause()
          .hasMessageContaining("models.* must keep the settings")
          .hasMessageContaining("hashed 64")
          .hasMessageContaining("hashed 128");
    }
  }

  @Test
  void metricsOfAModelComeEverySoManyLearnedEvents() throws Exception {
    LearnerOperator operator = new LearnerOperator(specs(6), new LearnerOptions(1 << 20, 100, 0));
    try (var harness = harness(operator, 1, 0)) {
      harness.open();
      List<CheckedExample> stream = stream(1_000, 1, 6, 8);
      for (CheckedExample example : stream) {
        harness.processElement(example, example.time());
      }
      List<LearnerMetrics> metrics = new ArrayList<>();
      for (StreamRecord<LearnerMetrics> record : harness.getSideOutput(LearnerOperator.METRICS)) {
        metrics.add(record.getValue());
      }

      long learned = stream.stream().filter(CheckedExample::labelled).count();
      assertThat(metrics).hasSize((int) (learned / 100));
      assertThat(metrics.get(2).getVersion().getEvents()).isEqualTo(300);
      assertThat(metrics.get(2).getWeight()).isEqualTo(300);
      assertThat(metrics.get(2).getProgressiveLoss()).isBetween(0.1, 5.0);
      assertThat(metrics.get(2).getVariation()).isPositive();
    }
  }
}
