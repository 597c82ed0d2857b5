package io.thalweg.it;

import io.thalweg.Example;
import io.thalweg.Features;
import io.thalweg.wire.Reason;
import io.thalweg.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The catalogue of bad events in one format, each with the reason that it must be refused for and
 * with words that its message must hold: field, rule, value. And the good ones that stand between
 * them.
 */
final class BadEvents {
  /** A model of three dense or sparse features and squared loss. */
  static final String LINEAR = "linear";

  /** A model of hashed features and logistic loss. */
  static final String LATE = "late";

  /** More than a broker takes by default. */
  private static final int HUGE_BYTES = 3 << 20;

  private static final Instant TIME = Instant.parse("2001-02-14T08:00:00Z");
  private static final Instant END_OF_9999 = Instant.parse("9999-12-31T23:59:59.999Z");

  private final WireFormat format;
  private final List<Bad> all = new ArrayList<>();

  /**
   * One bad event.
   *
   * @param value its bytes; null is a record without a value
   * @param words what its message must hold
   */
  record Bad(String name, byte[] value, Reason reason, List<String> words) {
    @Override
    public String toString() {
      return name;
    }
  }

  private BadEvents(WireFormat format) {
    this.format = format;
  }

  /** Settings of the models that the events are for; none serves other names. */
  static String models() {
    return """
        models:
          - {name: linear, features: {dimension: 3}, learner: {loss: squared}}
          - {name: late, features: {hashBits: 8}, learner: {loss: logistic}}
        """;
  }

  /** A good event; every fourth has no label, some bear the earliest and the latest time. */
  static Example good(int number) {
    Features features = new Features();
    boolean late = number % 2 == 0;
    if (late) {
      features.setNamed(Map.of("origin", "A" + number % 5, "distance", number / 10.0));
    } else if (number % 3 == 0) {
      features.setDense(List.of(1f, number / 100f, -0.5f));
    } else {
      features.setIndices(List.of(2, 0));
      features.setValues(List.of(number / 50f, 1f));
    }
    Example example = new Example();
    example.setModel(late ? LATE : LINEAR);
    example.setId("good-" + number);
    example.setTime(
        number % 10 == 0
            ? Instant.EPOCH
            : number % 10 == 5 ? END_OF_9999 : TIME.plusSeconds(number));
    example.setFeatures(features);
    example.setLabel(number % 4 == 0 ? null : (Double) (double) (number % 3 == 0 ? 1 : 0));
    example.setWeight(1.0);
    return example;
  }

  /** Every bad event there is in {@code format}. */
  static List<Bad> in(WireFormat format) {
    BadEvents events = new BadEvents(format);
    events.addBytes();
    events.addNumbers();
    events.addFeatures();
    events.addNames();
    return List.copyOf(events.all);
  }

  private void addBytes() {
    byte[] good = format.encoder().encode(good(1));
    boolean avro = format == WireFormat.AVRO;
    add("no value", (byte[]) null, Reason.UNDECODABLE, "event must");
    add("empty value", new byte[0], Reason.UNDECODABLE, "event must");
    add("no record at all", bytes("\u0000what?"), Reason.UNDECODABLE, "event must");
    add("cut short", Arrays.copyOf(good, good.length - 3), Reason.UNDECODABLE, "event must");
    add("bytes left over", Arrays.copyOf(good, good.length + 1), Reason.UNDECODABLE, "event must");
    add(
        "larger than allowed",
        new byte[70_000],
        Reason.OVERSIZE,
        "event",
        "at most 65536",
        "70000");
    add("larger than Kafka's usual", huge(), Reason.OVERSIZE, "event", "at most 65536");
    if (avro) {
      byte[] unknown = good.clone();
      Arrays.fill(unknown, 2, 10, (byte) 0x2a);
      add("fingerprint", unknown, Reason.UNKNOWN_SCHEMA, "event must", "2a2a2a2a2a2a2a2a");
      add(
          "the other format",
          WireFormat.JSON.encoder().encode(good(1)),
          Reason.UNDECODABLE,
          "JSON");
    } else {
      add(
          "the other format",
          WireFormat.AVRO.encoder().encode(good(1)),
          Reason.UNDECODABLE,
          "UTF-8");
      add("unknown field", text("\"lable\": 1"), Reason.UNDECODABLE, "other fields", "lable");
      add("field twice", text("\"id\": \"again\""), Reason.UNDECODABLE, "once", "id");
      add("wrong type", text("\"label\": \"high\""), Reason.UNDECODABLE, "label must be", "high");
      add(
          "label of text 1e999",
          text("\"label\": 1e999"),
          Reason.OUT_OF_RANGE,
          "label must",
          "1e999");
      byte[] nameless = bytes("{\"id\": \"i\", \"time\": 1, \"features\": {\"dense\": [1, 1, 1]}}");
      add("no model", nameless, Reason.MISSING_FIELD, "model must be present");
    }
  }

  private void addNumbers() {
    add("NaN label", e -> e.setLabel(Double.NaN), Reason.NOT_FINITE, "label must", "NaN");
    double infinite = Double.NEGATIVE_INFINITY;
    add("infinite label", e -> e.setLabel(infinite), Reason.NOT_FINITE, "label must", "-Infinity");
    add("label 1e300", e -> e.setLabel(1e300), Reason.OUT_OF_RANGE, "label must", "1.0E300");
    add("negative weight", e -> e.setWeight(-1), Reason.OUT_OF_RANGE, "weight must", "-1.0");
    add("NaN weight", e -> e.setWeight(Double.NaN), Reason.NOT_FINITE, "weight must", "NaN");
    add(
        "before 1970",
        e -> e.setTime(TIME.minusSeconds(1L << 32)),
        Reason.OUT_OF_RANGE,
        "time must");
    Instant far = END_OF_9999.plusMillis(1);
    add("after 9999", e -> e.setTime(far), Reason.OUT_OF_RANGE, "time must", "253402300800000");
    add("label of no class", e -> late(e).setLabel(0.5), Reason.OUT_OF_RANGE, "label must", "0.5");
    Consumer<Example> named = e -> late(e).getFeatures().setNamed(Map.of("distance", 1e300));
    add("named 1e300", named, Reason.OUT_OF_RANGE, "features.named must", "distance", "1.0E300");
    named = e -> late(e).getFeatures().setNamed(Map.of("distance", Double.NaN));
    add("named NaN", named, Reason.NOT_FINITE, "features.named must", "distance", "NaN");
  }

  private void addFeatures() {
    List<Float> two = List.of(1f, 2f);
    List<Float> wrong = List.of(1f, Float.NaN, Float.POSITIVE_INFINITY);
    addDense("NaN feature", wrong, Reason.NOT_FINITE, "features.dense must", "[1]=NaN");
    addDense("wrong dimension", two, Reason.DIMENSION, "features.dense must", "3", "2");
    List<Float> tenThousand = Collections.nCopies(10_000, 1f);
    addDense("ten thousand", tenThousand, Reason.TOO_MANY_FEATURES, "features.dense must", "10000");
    Map<String, Object> many = new HashMap<>();
    for (int i = 0; i < 4_097; i++) {
      many.put("n" + i, true);
    }
    Consumer<Example> named = e -> late(e).getFeatures().setNamed(many);
    add("many names", named, Reason.TOO_MANY_FEATURES, "features.named must", "4096", "4097");
    addSparse("three for two", List.of(0, 1, 2), two, Reason.MISMATCHED_LENGTHS, "indices=3");
    addSparse("negative index", List.of(0, -7), two, Reason.OUT_OF_RANGE, "indices must", "-7");
    addSparse("index twice", List.of(1, 1), two, Reason.DUPLICATE_INDEX, "indices must", "index 1");
    addSparse("index beyond", List.of(0, 3), two, Reason.DIMENSION, "indices must", "[1]=3");
    addSparse("infinite value", List.of(0, 1, 2), wrong, Reason.NOT_FINITE, "values must", "NaN");
    add("no features", e -> e.setFeatures(new Features()), Reason.MISSING_FIELD, "features must");
    named = e -> e.getFeatures().setNamed(Map.of("a", 1.0));
    add("two forms", named, Reason.UNDECODABLE, "features must hold only one", "named");
    Consumer<Example> names =
        e -> {
          e.setFeatures(new Features());
          e.getFeatures().setNamed(Map.of("a", 1.0));
        };
    add("names for positions", names, Reason.DIMENSION, "features.named needs", LINEAR);
  }

  private void addNames() {
    add("empty id", e -> e.setId(""), Reason.MISSING_FIELD, "id must not be empty");
    add("empty model", e -> e.setModel(""), Reason.MISSING_FIELD, "model must not be empty");
    add("unknown model", e -> e.setModel("later"), Reason.UNKNOWN_MODEL, "model must", "later");
    add("long id", e -> e.setId("i".repeat(257)), Reason.OUT_OF_RANGE, "id must be at most 256");
  }

  private void add(String name, byte[] value, Reason reason, String... words) {
    all.add(new Bad(name, value, reason, List.of(words)));
  }

  private void add(String name, Consumer<Example> mistake, Reason reason, String... words) {
    Example example = good(1);
    example.setId("bad");
    mistake.accept(example);
    add(name, format.encoder().encode(example), reason, words);
  }

  private void addDense(String name, List<Float> values, Reason reason, String... words) {
    add(name, e -> e.setFeatures(new Features(values, null, null, null)), reason, words);
  }

  private void addSparse(
      String name, List<Integer> indices, List<Float> values, Reason reason, String... words) {
    add(name, e -> e.setFeatures(new Features(null, indices, values, null)), reason, words);
  }

  private static Example late(Example example) {
    example.setModel(LATE);
    example.setFeatures(new Features(null, null, null, Map.of("origin", "SEA")));
    return example;
  }

  /** A good event in JSON with one more field. */
  private static byte[] text(String field) {
    return bytes(
        "{\"model\": \"linear\", \"id\": \"bad\", \"time\": 1, \"features\": {\"dense\": [1, 1, 1]}, "
            + field
            + "}");
  }

  private static byte[] huge() {
    byte[] value = new byte[HUGE_BYTES];
    Arrays.fill(value, (byte) 'x');
    return value;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
