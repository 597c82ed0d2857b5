package io.thalweg.it;

import io.thalweg.Example;
import io.thalweg.Features;
import io.thalweg.Label;
import io.thalweg.wire.Reason;
import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A log of examples and a log of labels, in which everything happens that can: labels that come
 * late, before their example, twice, never, or too late; examples that come twice, or with their
 * label; events in disorder, and some beyond what is allowed; refused events of a far future.
 *
 * <p>Examples lie in partitions by model; labels in partitions by chance, since nothing depends on
 * it. Models beginning with i are forgotten when idle, those beginning with d learn silence; c
 * tells classes apart.
 */
final class LabelledLog {
  static final int EXAMPLE_PARTITIONS = 4;
  static final int LABEL_PARTITIONS = 3;
  static final int DIMENSION = 6;
  static final Duration ALLOWED_DISORDER = Duration.ofSeconds(2);
  static final Duration TIMEOUT = Duration.ofSeconds(20);
  static final Duration HOLD = Duration.ofSeconds(3);
  static final Duration IDLE_TTL = Duration.ofSeconds(30);
  static final double DEFAULT_LABEL = 0;

  private static final long START = 1_600_000_000_000L;
  private static final long FAR_FUTURE = START + Duration.ofDays(3_650).toMillis();
  private static final int STEP_MILLIS = 40;
  private static final List<String> MODELS =
      List.of("a", "b", "c", "d-one", "d-two", "e", "f", "i-one", "i-two");

  /** Each model is silent in one stretch of this length out of four. */
  private static final long STRETCH_MILLIS = Duration.ofSeconds(32).toMillis();

  /** Which of both topics holds an event. */
  enum Topic {
    EXAMPLES,
    LABELS
  }

  /**
   * One event of either topic.
   *
   * @param label the truth; NaN for an example that has none
   * @param weight NaN for a label that has none of its own
   * @param fate "" where the door lets it pass, else the reason for which it must not
   */
  record Event(
      Topic topic,
      int partition,
      long offset,
      byte[] value,
      String model,
      String id,
      long time,
      float[] features,
      double label,
      double weight,
      String fate) {
    /** The event as a record of the topic of that name. */
    ProducerRecord<byte[], byte[]> in(String name) {
      return new ProducerRecord<>(name, partition, null, value);
    }

    /** Where it stands, for dead letters. */
    String place() {
      return topic + " " + partition + ":" + offset;
    }

    boolean passesTheDoor() {
      return fate.isEmpty();
    }

    private Event at(int itsPartition, long itsOffset, String itsFate) {
      return new Event(
          topic, itsPartition, itsOffset, value, model, id, time, features, label, weight, itsFate);
    }
  }

  private final List<Event> examples;
  private final List<Event> labels;

  private LabelledLog(List<Event> examples, List<Event> labels) {
    this.examples = List.copyOf(examples);
    this.labels = List.copyOf(labels);
  }

  /** The examples, in the order in which they are written. */
  List<Event> examples() {
    return examples;
  }

  /** The labels, in the order in which they are written. */
  List<Event> labels() {
    return labels;
  }

  /** All events of both topics. */
  Stream<Event> all() {
    return Stream.concat(examples.stream(), labels.stream());
  }

  /** What passes the doors, in the order of time: a log without disorder that folds alike. */
  LabelledLog sorted() {
    return new LabelledLog(sorted(examples), sorted(labels));
  }

  private static List<Event> sorted(List<Event> events) {
    return events.stream()
        .filter(Event::passesTheDoor)
        .sorted(Comparator.comparingLong(Event::time))
        .toList();
  }

  /** A log of so many examples. */
  static LabelledLog of(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RecordEncoder avro = WireFormat.AVRO.encoder();
    List<Event> examples = new ArrayList<>();
    List<Event> labels = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      long time = START + (long) STEP_MILLIS * k;
      int number = random.nextInt(MODELS.size());
      String model = MODELS.get(number);
      if ((time - START) / STRETCH_MILLIS % 4 == number % 4) {
        continue;
      }
      float[] x = features(random);
      double truth = random.nextDouble() < 1 / (1 + Math.exp(-2 * x[0] + x[1])) ? 1 : 0;
      String id = "e" + k;
      double own = chance(random, 12) ? truth : Double.NaN;
      double weight = chance(random, 5) ? 2.5 : 1;
      examples.add(example(avro, model, id, time, x, own, weight));
      if (chance(random, 25)) {
        long again = time + random.nextLong(TIMEOUT.toMillis() * 3 / 2);
        examples.add(example(avro, model, id, again, x, Double.NaN, weight));
      }
      if (chance(random, 100)) {
        examples.add(example(avro, "", id, FAR_FUTURE, x, Double.NaN, weight));
        labels.add(label(avro, model, id, FAR_FUTURE, 7, Double.NaN));
      }
      if (!chance(random, 8)) {
        long known = time + delay(random);
        labels.add(label(avro, model, id, known, truth, chance(random, 6) ? 0.5 : Double.NaN));
        if (chance(random, 20)) {
          labels.add(label(avro, model, id, known + delay(random), 1 - truth, Double.NaN));
        }
      }
      if (chance(random, 40)) {
        labels.add(label(avro, model, "nobody" + k, time, truth, Double.NaN));
      }
    }
    return new LabelledLog(
        written(examples, random, EXAMPLE_PARTITIONS), written(labels, random, LABEL_PARTITIONS));
  }

  private static boolean chance(SplittableRandom random, int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private static float[] features(SplittableRandom random) {
    float[] x = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      x[i] = (float) random.nextDouble(-1, 1);
    }
    return x;
  }

  /** Mostly within the timeout; sometimes before the example, sometimes too long. */
  private static long delay(SplittableRandom random) {
    return switch (random.nextInt(12)) {
      case 0 -> -random.nextLong(HOLD.toMillis() * 3 / 2);
      case 1 -> TIMEOUT.toMillis() + random.nextLong(10_000);
      default -> random.nextLong(TIMEOUT.toMillis());
    };
  }

  /**
   * The events as they are written: each up to 3 s behind its time, so that some are behind the
   * newest of their partition by more than is allowed; and what must become of them.
   */
  private static List<Event> written(List<Event> events, SplittableRandom random, int partitions) {
    record Arrival(Event event, long time) {}
    List<Event> inOrder =
        events.stream()
            .map(event -> new Arrival(event, arrival(event, random)))
            .sorted(Comparator.comparingLong(Arrival::time))
            .map(Arrival::event)
            .toList();
    long[] offsets = new long[partitions];
    long[] newest = new long[partitions];
    List<Event> written = new ArrayList<>();
    for (Event event : inOrder) {
      int partition =
          event.topic == Topic.EXAMPLES
              ? Math.floorMod(event.model.hashCode(), partitions)
              : random.nextInt(partitions);
      String fate = event.fate;
      if (fate.isEmpty()) {
        boolean late = newest[partition] - event.time > ALLOWED_DISORDER.toMillis();
        fate = late ? Reason.LATE.code() : "";
        newest[partition] = Math.max(newest[partition], event.time);
      }
      written.add(event.at(partition, offsets[partition]++, fate));
    }
    return written;
  }

  /** A refused event comes somewhere in the middle. */
  private static long arrival(Event event, SplittableRandom random) {
    long near = random.nextInt(10) == 0 ? random.nextLong(3_000) : random.nextLong(1_000);
    return event.passesTheDoor() ? event.time + near : START + random.nextLong(60_000);
  }

  private static Event example(
      RecordEncoder encoder,
      String model,
      String id,
      long time,
      float[] x,
      double label,
      double weight) {
    List<Float> dense = new ArrayList<>();
    for (float value : x) {
      dense.add(value);
    }
    Example example =
        new Example(
            model,
            id,
            Instant.ofEpochMilli(time),
            Features.newBuilder().setDense(dense).build(),
            Double.isNaN(label) ? null : label,
            weight);
    String fate = model.isEmpty() ? Reason.MISSING_FIELD.code() : "";
    return new Event(
        Topic.EXAMPLES, 0, 0, encoder.encode(example), model, id, time, x, label, weight, fate);
  }

  private static Event label(
      RecordEncoder encoder, String model, String id, long time, double truth, double weight) {
    Label label =
        new Label(
            model, id, Instant.ofEpochMilli(time), truth, Double.isNaN(weight) ? null : weight);
    String fate = truth > 1 ? Reason.OUT_OF_RANGE.code() : "";
    return new Event(
        Topic.LABELS,
        0,
        0,
        encoder.encode(label),
        model,
        id,
        time,
        new float[0],
        truth,
        weight,
        fate);
  }

  /** Settings of a job over this log, in YAML, without its input. */
  static String settings(
      String name, String bootstrap, String input, String predictions, String deadLetters) {
    return """
        job: optimize
        name: %s
        input: {%s, allowedDisorder: %d ms}
        output: {predictions: {topic: %s}, deadLetters: {topic: %s}}
        kafka: {bootstrapServers: "%s", linger.ms: 0}
        models:
          - name: "i*"
            features: {dimension: %9$d}
            learner: {loss: logistic}
            idleTtl: %d ms
          - name: "d*"
            features: {dimension: %9$d}
            learner: {loss: logistic, algorithm: scale-free, domain: {ball: {radius: 2}}, hint: zero}
            defaultLabel: %s
          - name: c
            features: {dimension: %9$d}
            learner: {loss: {softmax: {classes: 3}}, algorithm: scale-free}
          - name: "*"
            features: {dimension: %9$d}
            learner: {loss: logistic, algorithm: scale-free}
        maxParallelism: 16
        state: {cacheBytes: 1 MiB}
        """
        .formatted(
            name,
            input,
            ALLOWED_DISORDER.toMillis(),
            predictions,
            deadLetters,
            bootstrap,
            IDLE_TTL.toMillis(),
            DEFAULT_LABEL,
            DIMENSION);
  }
}
