package io.thalweg.it;

import io.thalweg.Action;
import io.thalweg.DeadLetter;
import io.thalweg.Decision;
import io.thalweg.DecisionRequest;
import io.thalweg.Features;
import io.thalweg.jobs.DecideJob;
import io.thalweg.jobs.models.SavepointModels;
import io.thalweg.jobs.settings.DecideSettings;
import io.thalweg.jobs.settings.SettingsException;
import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.RejectedEventException;
import io.thalweg.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One decide job from its first start to its end: its topics, the requests, the world that acts,
 * and the job that gives its models back.
 */
final class DecideRun {
  private static final int PARTITIONS = 4;
  private static final int MODELS = 6;
  private static final int PART = 600;
  private static final long START = 1_000_000;
  private static final long STEP_MILLIS = 50;

  private static final String SETTINGS =
      """
      job: decide
      name: %s
      input:
        requests: {topic: %s}
        outcomes: {topic: %s}
        allowedDisorder: 60 s
      ledger: {topic: %s}
      output:
        deadLetters: {topic: %s}
      kafka:
        bootstrapServers: %s
      models:
        - name: "m*"
          features:
            shared: {dimension: 2}
            slots: {dimension: 2}
          actions: [left, middle, right]
          agent:
            neuFastCb:
              network:
                hidden: [8]
                replay: {keep: last, capacity: 64, steps: 2}
          outcomes: {wait: %d ms, hold: %d ms, default: 0.5}
      """;

  private final Topics topics;
  private final String requests;
  private final String outcomes;
  private final String ledger;
  private final String deadLetters;
  private int fed;

  private DecideRun(Topics topics) {
    this.topics = topics;
    this.requests = topics.create("requests", PARTITIONS);
    this.ledger = topics.create("decisions", PARTITIONS);
    this.outcomes = topics.create("outcomes", 3);
    this.deadLetters = topics.create("dead", 2);
  }

  /** A run with new topics, nothing in them. */
  static DecideRun on(Topics topics) {
    return new DecideRun(topics);
  }

  /** The job's name; {@link Faults} are kept under it. */
  String name() {
    return "job-" + ledger;
  }

  String settings() {
    return SETTINGS.formatted(
        name(),
        requests,
        outcomes,
        ledger,
        deadLetters,
        topics.bootstrapServers(),
        DecideWorld.WAIT.toMillis(),
        DecideWorld.HOLD.toMillis());
  }

  private DecideSettings settings(String... sets) throws SettingsException {
    return DecideSettings.parse(settings(), List.of(sets));
  }

  /** The job with what may fail in it, ready to be started. */
  StreamExecutionEnvironment environment(FlinkSettings flink, int parallelism)
      throws SettingsException {
    StreamExecutionEnvironment env = quick(flink).environment(parallelism);
    DecideJob job = new DecideJob(settings("parallelism=" + parallelism));
    job.configure(env);
    job.write(
        job.decide(env, new FaultyDecider(name(), job.specs(), job.options(), job.letters())));
    return env;
  }

  /** The job that only learns, over the two topics as they are now. */
  StreamExecutionEnvironment rebuild(FlinkSettings flink, int parallelism)
      throws SettingsException {
    StreamExecutionEnvironment env = quick(flink).environment(parallelism);
    String text =
        settings()
            .replace("  requests: {topic: " + requests + "}\n", "")
            .replace("job: decide\n", "job: decide\nanswer: false\n")
            .replace(name(), name() + "-again");
    DecideJob.build(env, DecideSettings.parse(text, List.of("parallelism=" + parallelism)));
    return env;
  }

  private static FlinkSettings quick(FlinkSettings flink) {
    return flink.with("pipeline.auto-watermark-interval", "20 ms");
  }

  /** Acts on the decisions. */
  DecideWorld world() {
    return DecideWorld.start(topics.bootstrapServers(), ledger, outcomes);
  }

  /** Asks the next requests; one in twenty is asked twice. */
  void feed() throws InterruptedException {
    RecordEncoder encoder = WireFormat.AVRO.encoder();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int k = fed; k < fed + PART; k++) {
      DecisionRequest request = request(k);
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              requests,
              request.getModel().getBytes(StandardCharsets.UTF_8),
              encoder.encode(request));
      records.add(record);
      if (k % 20 == 0) {
        records.add(record);
      }
    }
    fed += PART;
    topics.produce(records);
  }

  /** Different requests asked so far. */
  int asked() {
    return fed;
  }

  /** One action, and of every fifth request two, in slots of which something is known. */
  private static DecisionRequest request(int k) {
    List<Action> actions = new ArrayList<>();
    for (String id : List.of("left", "middle", "right")) {
      actions.add(new Action(id, null, true));
    }
    boolean ranked = k % 5 == 0;
    return new DecisionRequest(
        "m" + k % MODELS,
        "r" + k,
        Instant.ofEpochMilli(START + k * STEP_MILLIS),
        dense((k % 7) / 4f - 1, 1f),
        actions,
        null,
        ranked ? 2 : 1,
        ranked ? List.of(dense(1f, 0f), dense(0f, k % 7)) : null);
  }

  private static Features dense(float first, float second) {
    return new Features(List.of(first, second), null, null, null);
  }

  /** Returns when the job has read all that was decided and told. */
  void awaitRead(String group) {
    topics.awaitConsumed(ledger, group);
    topics.awaitConsumed(outcomes, group);
  }

  /** How many decisions each request has, by model and id. */
  Map<String, Integer> decisions() throws RejectedEventException {
    Map<String, Integer> counts = new HashMap<>();
    for (Decision decision : Fold.read(topics.committed(ledger), WireFormat.AVRO, Decision.class)) {
      counts.merge(DecideWorld.key(decision), 1, Integer::sum);
    }
    return counts;
  }

  /** The first record of each request, in the order of the partitions. */
  Map<String, Decision> first() throws RejectedEventException {
    Map<String, Decision> first = new HashMap<>();
    for (Decision decision : Fold.read(topics.committed(ledger), WireFormat.AVRO, Decision.class)) {
      first.putIfAbsent(DecideWorld.key(decision), decision);
    }
    return first;
  }

  /** Number of dead letters by reason. */
  Map<String, Integer> refused() throws RejectedEventException {
    topics.awaitSettled(deadLetters);
    Map<String, Integer> counts = new HashMap<>();
    Fold.read(topics.committed(deadLetters), WireFormat.AVRO, DeadLetter.class)
        .forEach(letter -> counts.merge(letter.getReason(), 1, Integer::sum));
    return counts;
  }

  /** Every model's bytes, the job having ended with this savepoint. */
  static SortedMap<String, byte[]> models(String savepoint) throws Exception {
    return new SavepointModels(savepoint).all();
  }
}
