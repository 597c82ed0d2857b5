package io.thalweg.benchmarks;

import io.thalweg.Example;
import io.thalweg.Features;
import io.thalweg.jobs.OptimizeJob;
import io.thalweg.jobs.local.EmbeddedBroker;
import io.thalweg.jobs.settings.OptimizeSettings;
import io.thalweg.stream.MetricNames;
import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What a checkpoint costs as more of the models, and more of one large model's pages, have changed
 * since the one before: the whole job, from Kafka to Kafka, on RocksDB with incremental
 * checkpoints, which are taken by hand between portions of events.
 */
public final class CheckpointBenchmark {
  private static final double[] SHARES = {0.01, 0.03, 0.1, 0.3, 1};
  private static final int FEATURES = 20;
  private static final int PAGE = 128;

  private final EmbeddedBroker broker;
  private final LocalFlink flink;
  private final SplittableRandom random = new SplittableRandom(1);
  private long made;

  private CheckpointBenchmark(EmbeddedBroker broker, LocalFlink flink) {
    this.broker = broker;
    this.flink = flink;
  }

  /** Examples that change the first so many of the units that are counted. */
  private interface Portion {
    List<Example> changing(int units);
  }

  private void measure(String title, String name, String features, int units, Portion portion)
      throws Exception {
    System.out.printf(Locale.ROOT, "%s%n%n", title);
    for (String topic : List.of("-in", "-out", "-dead")) {
      broker.createTopic(name + topic, 1);
    }
    OptimizeSettings settings =
        OptimizeSettings.parse(
            """
            job: optimize
            name: %1$s
            input: {examples: {topic: %1$s-in}}
            output: {predictions: {topic: %1$s-out}, deadLetters: {topic: %1$s-dead}}
            kafka: {bootstrapServers: "%2$s"}
            state: {cacheBytes: 512 MiB}
            models: [{name: "*", features: %3$s, learner: {loss: squared, algorithm: scale-free}}]
            """
                .formatted(name, broker.bootstrapServers(), features),
            List.of());
    StreamExecutionEnvironment env =
        flink.environment(LocalFlink.Backend.ROCKSDB, Duration.ofHours(1));
    OptimizeJob.build(env, settings);
    LocalFlink.Job job = flink.submit(env);
    long sent = send(name + "-in", portion.changing(units));
    awaitAnswers(job, sent);
    long first = job.checkpoint();
    Table table = new Table("changed", "of", "written by the learner", "checkpoint", "per changed");
    for (double share : SHARES) {
      int changed = (int) Math.round(share * units);
      double flushed = job.gauge(MetricNames.DIRTY_BYTES_FLUSHED);
      sent += send(name + "-in", portion.changing(changed));
      awaitAnswers(job, sent);
      long size = job.checkpoint();
      double written = job.gauge(MetricNames.DIRTY_BYTES_FLUSHED) - flushed;
      table.row(
          String.format(Locale.ROOT, "%,d", changed),
          String.format(Locale.ROOT, "%,d", units),
          String.format(Locale.ROOT, "%,.0f B", written),
          String.format(Locale.ROOT, "%,d B", size),
          String.format(Locale.ROOT, "%,.0f B", (double) size / changed));
    }
    job.cancel();
    table.print(System.out);
    System.out.printf(Locale.ROOT, "The first checkpoint, of everything: %,d B%n%n", first);
  }

  private static void awaitAnswers(LocalFlink.Job job, long sent) throws Exception {
    job.await(() -> job.gauge(MetricNames.EVENTS) >= sent, "every example to be answered");
  }

  private long send(String topic, List<Example> examples) throws Exception {
    Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
    RecordEncoder encoder = WireFormat.AVRO.encoder();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Example example : examples) {
        byte[] key = example.getModel().getBytes(StandardCharsets.UTF_8);
        sent.add(producer.send(new ProducerRecord<>(topic, key, encoder.encode(example))));
      }
    }
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
    return examples.size();
  }

  private Example example(String model, Features features) {
    made++;
    return Example.newBuilder()
        .setModel(model)
        .setId("e-" + made)
        .setTime(Instant.ofEpochMilli(made))
        .setFeatures(features)
        .setLabel(made % 7 - 3.5)
        .build();
  }

  /** Random values, since equal ones would be compressed to nothing. */
  private List<Float> values(int count) {
    return random.doubles(count, -1, 1).mapToObj(value -> (float) value).toList();
  }

  /** One example for each of the first {@code count} models. */
  private List<Example> models(int count) {
    return IntStream.range(0, count)
        .mapToObj(k -> example("m-" + k, Features.newBuilder().setDense(values(PAGE)).build()))
        .toList();
  }

  /** Examples of one model that together touch the first {@code count} pages. */
  private List<Example> pages(int count) {
    List<Example> examples = new ArrayList<>();
    for (int page = 0; page < count; page += FEATURES) {
      List<Integer> indices =
          IntStream.range(page, Math.min(count, page + FEATURES))
              .mapToObj(p -> p * PAGE + (int) (made % PAGE))
              .toList();
      examples.add(
          example(
              "large",
              Features.newBuilder().setIndices(indices).setValues(values(indices.size())).build()));
    }
    return examples;
  }

  /** Takes no arguments. */
  public static void main(String[] args) throws Exception {
    System.out.println("## Checkpoints: what they cost as more has changed\n");
    try (EmbeddedBroker broker = EmbeddedBroker.temporary();
        LocalFlink flink = LocalFlink.start()) {
      CheckpointBenchmark benchmark = new CheckpointBenchmark(broker, flink);
      benchmark.measure(
          "10,000 models of 128 weights (1 KiB)",
          "models",
          "{dimension: 128}",
          10_000,
          benchmark::models);
      benchmark.measure(
          "One model of 2^20 weights in 8,192 pages (1 KiB)",
          "pages",
          "{hashBits: 20}",
          8_192,
          benchmark::pages);
    }
  }
}
