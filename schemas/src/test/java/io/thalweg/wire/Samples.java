package io.thalweg.wire;

import io.thalweg.Action;
import io.thalweg.DeadLetter;
import io.thalweg.Decision;
import io.thalweg.DecisionInput;
import io.thalweg.DecisionRequest;
import io.thalweg.DecisionSlot;
import io.thalweg.Example;
import io.thalweg.Features;
import io.thalweg.Label;
import io.thalweg.LearnerMetrics;
import io.thalweg.ModelVersion;
import io.thalweg.Outcome;
import io.thalweg.Prediction;
import io.thalweg.Quantile;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** Records for tests: one fixed of each kind, and random ones that keep every rule. */
final class Samples {
  private static final String ALPHABET = "abcXYZ09 -_.\"\\\t\n\u0000é߿ࠀ€\uFFFD😀\u2028";

  private Samples() {}

  static Example sparse() {
    return example(new Features(null, List.of(3, 17, 5), List.of(1f, -0.5f, 2.25f), null));
  }

  static Example dense() {
    return example(new Features(List.of(0.1f, -0f, 3e-40f), null, null, null));
  }

  static Example named() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("origin", "SEA");
    named.put("distance", 954.0);
    named.put("weekend", true);
    named.put("holiday", false);
    return example(new Features(null, null, null, named));
  }

  static Example example(Features features) {
    return new Example("late", "f-17", Instant.ofEpochMilli(978328800000L), features, 1.0, 1.0);
  }

  static Label label() {
    return new Label("late", "f-17", Instant.ofEpochMilli(978332400000L), 1.0, 0.5);
  }

  static Prediction prediction() {
    Prediction prediction = predictionOfVersion1();
    prediction.setQuantiles(List.of(new Quantile(0.1, -3.5), new Quantile(0.9, 12.25)));
    prediction.setProbabilities(List.of(0.25, 0.5, 0.25));
    return prediction;
  }

  static Prediction predictionOfVersion1() {
    return new Prediction(
        "late",
        "f-17",
        Instant.ofEpochMilli(978328800000L),
        0.31,
        -0.8,
        1.0,
        1.17,
        new ModelVersion(41L, "9f1c22d0a3b4c5d6"),
        null,
        null);
  }

  static DeadLetter deadLetter() {
    return new DeadLetter(
        "not-finite",
        "label must be finite: label=NaN",
        "examples",
        2,
        8812L,
        Instant.ofEpochMilli(-1),
        ByteBuffer.wrap(new byte[] {'l', 'a', 't', 'e'}),
        ByteBuffer.wrap(new byte[] {(byte) 0xc3, 1, 0, (byte) 0xff}),
        4,
        "optimize");
  }

  static LearnerMetrics learnerMetrics() {
    LearnerMetrics metrics = learnerMetricsOfVersion1();
    metrics.setProjectedShare(0.125);
    metrics.setMovement(0.75);
    metrics.setExpertWeights(List.of(0.25, 0.75));
    return metrics;
  }

  static LearnerMetrics learnerMetricsOfVersion1() {
    return new LearnerMetrics(
        "late",
        Instant.ofEpochMilli(978328800000L),
        new ModelVersion(41L, "9f1c22d0a3b4c5d6"),
        40.5,
        0.47,
        null,
        3.5,
        7.0,
        null,
        null,
        null);
  }

  /** Three actions, the last of which is not eligible; two slots. */
  static DecisionRequest request() {
    DecisionRequest request = requestOfVersion1();
    request.setSlotFeatures(
        List.of(
            new Features(List.of(0f, 1.5f), null, null, null),
            new Features(null, null, null, Map.of("place", "side"))));
    return request;
  }

  static DecisionRequest requestOfVersion1() {
    return new DecisionRequest(
        "news",
        "v-9",
        Instant.ofEpochMilli(978328800000L),
        new Features(null, null, null, Map.of("device", "phone")),
        List.of(
            new Action("politics", new Features(List.of(0.5f, 1f), null, null, null), true),
            new Action("sports", new Features(null, List.of(7, 2), List.of(1f, -2f), null), true),
            new Action("weather", null, false)),
        "sports",
        2,
        null);
  }

  /** Three actions, two slots. */
  static Decision decision() {
    Decision decision = decisionOfVersion1();
    decision.getSlots().get(1).setLosses(List.of(0.25, 0.125, -0.5));
    return decision;
  }

  static Decision decisionOfVersion1() {
    return new Decision(
        "news",
        "v-9",
        Instant.ofEpochMilli(978328800000L),
        new ModelVersion(41L, "9f1c22d0a3b4c5d6"),
        "APPRENTICE",
        40L,
        0.125,
        List.of("politics", "sports", "culture"),
        List.of(0.5, -0.25, 0.75),
        "sports",
        true,
        List.of(
            new DecisionSlot(
                "sports",
                0.5,
                8.0,
                List.of(0.25, 0.5, 0.25),
                new DecisionInput(4, List.of(1f)),
                null),
            new DecisionSlot(
                "culture",
                0.25,
                8.0,
                List.of(0.75, 0.0, 0.25),
                new DecisionInput(0, List.of()),
                null)),
        1);
  }

  static Outcome outcome() {
    return new Outcome("news", "v-9", Instant.ofEpochMilli(978328860000L), null, 1.5, 1, true);
  }

  /** What the stored bytes of a version hold. */
  static SpecificRecord ofVersion(Class<? extends SpecificRecord> type, int version) {
    if (type == Example.class) {
      return named();
    }
    if (version == 1 && type == Prediction.class) {
      return predictionOfVersion1();
    }
    if (version == 1 && type == LearnerMetrics.class) {
      return learnerMetricsOfVersion1();
    }
    if (version == 1 && type == DecisionRequest.class) {
      return requestOfVersion1();
    }
    if (version == 1 && type == Decision.class) {
      return decisionOfVersion1();
    }
    return all().stream().filter(type::isInstance).findFirst().orElseThrow();
  }

  /** One record of each kind. */
  static List<SpecificRecord> all() {
    return List.of(
        sparse(),
        dense(),
        named(),
        label(),
        prediction(),
        deadLetter(),
        learnerMetrics(),
        request(),
        decision(),
        outcome());
  }

  static Example randomExample(SplittableRandom random) {
    return new Example(
        name(random),
        name(random),
        Instant.ofEpochMilli(random.nextLong(0, ExampleRules.LAST_TIME + 1)),
        randomFeatures(random),
        random.nextBoolean() ? (Double) (double) finiteFloat(random) : null,
        random.nextInt(4) == 0 ? 1.0 : random.nextDouble() * 1e9);
  }

  static Label randomLabel(SplittableRandom random) {
    return new Label(
        name(random),
        name(random),
        Instant.ofEpochMilli(random.nextLong(0, ExampleRules.LAST_TIME + 1)),
        (double) finiteFloat(random),
        random.nextBoolean() ? (Double) (random.nextDouble() * 1e9) : null);
  }

  static DecisionRequest randomRequest(SplittableRandom random) {
    List<Action> actions = new ArrayList<>();
    List<String> eligible = new ArrayList<>();
    for (int i = random.nextInt(1, 7); i > 0; i--) {
      Features features = random.nextInt(4) == 0 ? null : randomVector(random);
      Action action = new Action(i + text(random, 20), features, i == 1 || random.nextBoolean());
      actions.add(action);
      if (action.getEligible()) {
        eligible.add(action.getId());
      }
    }
    int slots = random.nextInt(1, eligible.size() + 1);
    return new DecisionRequest(
        name(random),
        name(random),
        Instant.ofEpochMilli(random.nextLong(0, ExampleRules.LAST_TIME + 1)),
        random.nextBoolean() ? randomVector(random) : null,
        actions,
        random.nextBoolean() ? eligible.get(random.nextInt(eligible.size())) : null,
        slots,
        random.nextBoolean()
            ? Stream.generate(() -> randomVector(random)).limit(slots).toList()
            : null);
  }

  static Decision randomDecision(SplittableRandom random) {
    List<String> actions = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    List<DecisionSlot> slots = new ArrayList<>();
    for (int i = random.nextInt(1, 7); i > 0; i--) {
      actions.add(i + text(random, 20));
      losses.add((double) finiteFloat(random));
    }
    for (int chosen = random.nextInt(actions.size()); chosen < actions.size(); chosen++) {
      List<Double> probabilities = randomProbabilities(random, actions.size());
      slots.add(
          new DecisionSlot(
              actions.get(chosen),
              probabilities.get(chosen),
              random.nextDouble() * 1e9,
              probabilities,
              new DecisionInput(
                  random.nextInt() >>> random.nextInt(2, 32), floats(random, random.nextInt(9))),
              random.nextBoolean() ? losses : null));
    }
    String[] modes = {"LIVE", "APPRENTICE", "LOG_ONLY"};
    return new Decision(
        name(random),
        name(random),
        Instant.ofEpochMilli(random.nextLong(0, ExampleRules.LAST_TIME + 1)),
        new ModelVersion(random.nextLong() >>> 1, text(random, 16)),
        modes[random.nextInt(3)],
        random.nextLong() >>> 1,
        random.nextDouble(),
        actions,
        losses,
        random.nextBoolean() ? actions.get(random.nextInt(actions.size())) : null,
        random.nextInt(3) == 0 ? null : (Boolean) random.nextBoolean(),
        slots,
        random.nextInt(slots.size() + 1));
  }

  static Outcome randomOutcome(SplittableRandom random) {
    int told = random.nextInt(3);
    return new Outcome(
        name(random),
        name(random),
        Instant.ofEpochMilli(random.nextLong(0, ExampleRules.LAST_TIME + 1)),
        told == 0 ? (Double) (double) finiteFloat(random) : null,
        told == 1 ? (Double) (double) finiteFloat(random) : null,
        random.nextInt() >>> 1,
        told == 2 || random.nextBoolean());
  }

  /** Probabilities above 0. */
  private static List<Double> randomProbabilities(SplittableRandom random, int count) {
    double[] shares = random.doubles(count, 0.001, 1).toArray();
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).mapToObj(share -> share / sum).toList();
  }

  /** Random features with positions that are distinct and as many as the values. */
  private static Features randomVector(SplittableRandom random) {
    Features features = randomFeatures(random);
    if (features.getValues() != null) {
      List<Integer> indices = new ArrayList<>(new LinkedHashSet<>(features.getIndices()));
      features.setIndices(indices);
      features.setValues(floats(random, indices.size()));
    }
    return features;
  }

  static SpecificRecord randomRecord(SplittableRandom random) {
    Instant time = Instant.ofEpochMilli(random.nextLong());
    ModelVersion version = new ModelVersion(random.nextLong(), text(random, 16));
    return switch (random.nextInt(8)) {
      case 0 -> randomExample(random);
      case 1 -> randomLabel(random);
      case 2 -> randomRequest(random);
      case 3 -> randomDecision(random);
      case 4 -> randomOutcome(random);
      case 5 ->
          new Prediction(
              text(random, 20),
              text(random, 20),
              time,
              anyDouble(random),
              anyDouble(random),
              random.nextBoolean() ? (Double) anyDouble(random) : null,
              random.nextBoolean() ? (Double) anyDouble(random) : null,
              version,
              random.nextBoolean() ? quantiles(random) : null,
              random.nextBoolean() ? doubles(random) : null);
      case 6 ->
          new DeadLetter(
              text(random, 20),
              text(random, 20),
              text(random, 20),
              random.nextInt(),
              random.nextLong(),
              time,
              random.nextBoolean() ? anyBytes(random) : null,
              anyBytes(random),
              random.nextInt(),
              text(random, 20));
      default ->
          new LearnerMetrics(
              text(random, 20),
              time,
              version,
              anyDouble(random),
              anyDouble(random),
              random.nextBoolean() ? (Double) anyDouble(random) : null,
              random.nextBoolean() ? (Double) anyDouble(random) : null,
              random.nextBoolean() ? (Double) anyDouble(random) : null,
              random.nextBoolean() ? (Double) anyDouble(random) : null,
              random.nextBoolean() ? (Double) anyDouble(random) : null,
              random.nextBoolean() ? doubles(random) : null);
    };
  }

  private static Features randomFeatures(SplittableRandom random) {
    int count = random.nextInt(40);
    Features features = new Features();
    switch (random.nextInt(3)) {
      case 0 -> features.setDense(floats(random, count));
      case 1 -> {
        List<Integer> indices = new ArrayList<>();
        for (int i = random.nextInt(40); i > 0; i--) {
          indices.add(random.nextInt() >>> random.nextInt(1, 32));
        }
        features.setIndices(indices);
        features.setValues(floats(random, count));
      }
      default -> {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
          named.put(
              text(random, 12),
              switch (random.nextInt(3)) {
                case 0 -> (Object) (double) finiteFloat(random);
                case 1 -> text(random, 12);
                default -> random.nextBoolean();
              });
        }
        features.setNamed(named);
      }
    }
    return features;
  }

  private static List<Quantile> quantiles(SplittableRandom random) {
    List<Quantile> quantiles = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      quantiles.add(new Quantile(anyDouble(random), anyDouble(random)));
    }
    return quantiles;
  }

  private static List<Double> doubles(SplittableRandom random) {
    List<Double> doubles = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      doubles.add(anyDouble(random));
    }
    return doubles;
  }

  private static List<Float> floats(SplittableRandom random, int count) {
    List<Float> floats = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      floats.add(finiteFloat(random));
    }
    return floats;
  }

  /** Every finite bit pattern alike: subnormal, negative zero, the largest. */
  static float finiteFloat(SplittableRandom random) {
    while (true) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        return value;
      }
    }
  }

  private static double anyDouble(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0 -> Double.NaN;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> Double.NEGATIVE_INFINITY;
      case 3 -> -0.0;
      case 4 -> random.nextDouble();
      default -> {
        double value = Double.longBitsToDouble(random.nextLong());
        yield Double.isNaN(value) ? Double.NaN : value;
      }
    };
  }

  /** Text, Base64's own prefix, or bytes that are no text. */
  private static ByteBuffer anyBytes(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(12)];
    random.nextBytes(bytes);
    String text = (random.nextBoolean() ? "base64:" : "") + text(random, 8);
    return ByteBuffer.wrap(
        random.nextBoolean() ? bytes : text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static String name(SplittableRandom random) {
    return "n" + text(random, 20);
  }

  private static String text(SplittableRandom random, int most) {
    int[] points = ALPHABET.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }
}
