package io.thalweg.benchmarks;

import io.thalweg.Prediction;
import io.thalweg.benchmarks.SparseExamples.Shape;
import io.thalweg.jobs.OptimizeJob;
import io.thalweg.jobs.local.EmbeddedBroker;
import io.thalweg.jobs.settings.OptimizeSettings;
import io.thalweg.stream.CheckedExample;
import io.thalweg.stream.MetricNames;
import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The optimize job from Kafka to Kafka beside the same job whose learner does nothing: what share
 * of a stream's throughput learning costs. Broker, cluster and job share one JVM.
 */
public final class KafkaBenchmark {
  private static final int PARTITIONS = 4;
  private static final AvroTypeInfo<Prediction> PREDICTIONS = new AvroTypeInfo<>(Prediction.class);
  private static final String LEARNER = "learner";
  private static final String IDLE = "no learner";

  private static final List<Shape> SHAPES =
      List.of(
          new Shape("4 of 2^18, one a partition", PARTITIONS, 0, 18, 1 << 18),
          new Shape("300 of 2^12, Zipf", 300, 1, 12, 1_000),
          new Shape("300 of 2^18, Zipf", 300, 1, 18, 1 << 18));

  private final EmbeddedBroker broker;
  private final LocalFlink flink;
  private final int events;
  private int runs;

  private KafkaBenchmark(EmbeddedBroker broker, LocalFlink flink, int events) {
    this.broker = broker;
    this.flink = flink;
    this.events = events;
  }

  /** Writes the input; returns the mean length of an event in bytes. */
  private double fill(Shape shape) throws Exception {
    broker.createTopic(topic(shape), PARTITIONS);
    SparseExamples examples = new SparseExamples(shape);
    RecordEncoder encoder = WireFormat.AVRO.encoder();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    long bytes = 0;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "linger.ms", 20,
                "batch.size", 262_144),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < events; i++) {
        var example = examples.next();
        byte[] value = encoder.encode(example);
        bytes += value.length;
        int model = Integer.parseInt(example.getModel().substring(1));
        byte[] key = example.getModel().getBytes(StandardCharsets.UTF_8);
        sent.add(producer.send(new ProducerRecord<>(topic(shape), model % PARTITIONS, key, value)));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    }
    return bytes / (double) events;
  }

  private static String topic(Shape shape) {
    return "examples-" + SHAPES.indexOf(shape);
  }

  private Figures run(Shape shape, int parallelism, String kind) throws Exception {
    String name = "run-" + runs++;
    OptimizeSettings settings = settings(name, shape, parallelism);
    broker.createTopic(name + "-predictions", PARTITIONS);
    broker.createTopic(name + "-dead", 1);
    StreamExecutionEnvironment env =
        flink.environment(LocalFlink.Backend.ROCKSDB, Duration.ofSeconds(1));
    OptimizeJob job = new OptimizeJob(settings);
    job.configure(env);
    SingleOutputStreamOperator<CheckedExample> examples = job.check(job.read(env));
    SingleOutputStreamOperator<Prediction> answers =
        switch (kind) {
          case LEARNER -> job.learn(examples, job.learner());
          default ->
              examples
                  .keyBy(CheckedExample::model)
                  .transform(OptimizeJob.LEARNER, PREDICTIONS, new IdleLearner());
        };
    Meter meter = new Meter();
    job.write(answers.transform("meter", PREDICTIONS, meter.tap()));

    LocalFlink.Job running = flink.submit(env);
    running.await(() -> meter.passed() >= events / 10, "a tenth of the events");
    meter.begin();
    running.await(() -> meter.passed() >= events - events / 10, "nine tenths of the events");
    Figures figures = meter.end();
    running.awaitEnd();
    double hits = running.gauge(MetricNames.CACHE_HITS);
    double misses = running.gauge(MetricNames.CACHE_MISSES);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.deleteTopics(List.of(name + "-predictions", name + "-dead")).all().get();
    }
    return figures.withMissRate(misses / (hits + misses));
  }

  private OptimizeSettings settings(String name, Shape shape, int parallelism) throws Exception {
    return OptimizeSettings.parse(
        """
        job: optimize
        name: %1$s
        input: {examples: {topic: %2$s, format: avro, until: latest}}
        output:
          predictions: {topic: %1$s-predictions, format: avro}
          deadLetters: {topic: %1$s-dead, format: avro}
        kafka: {bootstrapServers: "%3$s"}
        models: [{name: "*", features: {hashBits: %4$d}, learner: {loss: logistic, algorithm: scale-free}}]
        parallelism: %5$d
        state: {cacheBytes: 1 GiB}
        """
            .formatted(
                name, topic(shape), broker.bootstrapServers(), shape.hashBits(), parallelism),
        List.of());
  }

  private void contest(Shape shape, int parallelism, int repetitions, Table table)
      throws Exception {
    Contest contest =
        new Contest()
            .add(LEARNER, () -> run(shape, parallelism, LEARNER))
            .add(IDLE, () -> run(shape, parallelism, IDLE))
            .run(repetitions);
    for (String kind : contest.names()) {
      table.row(
          shape.name(),
          Integer.toString(parallelism),
          kind,
          contest.samples(kind, Figures::eventsPerSecond).shown("%,.0f"),
          contest.samples(kind, Figures::processMicros).shown("%.2f"),
          contest.samples(kind, Figures::taskMicros).shown("%.2f"),
          kind.equals(LEARNER) ? contest.speedRatio(LEARNER, IDLE).shown("%.2f") : "",
          kind.equals(LEARNER)
              ? contest
                  .samples(IDLE, Figures::processMicros)
                  .over(contest.samples(LEARNER, Figures::processMicros))
                  .shown("%.2f")
              : "");
    }
  }

  /**
   * Arguments {@code repetitions=3 events=1000000}, and {@code shape=1} (or 2, 3) and {@code
   * parallelism=1} (or 2) to run no others.
   */
  public static void main(String[] args) throws Exception {
    Arguments arguments = new Arguments(args);
    int repetitions = arguments.get("repetitions", 3);
    System.out.println("## From Kafka to Kafka\n");
    Table table =
        new Table(
            "models",
            "parallelism",
            "job",
            "events/s",
            "process CPU µs/event",
            "learner thread CPU µs/event",
            "× no learner",
            "× no learner by CPU");
    try (EmbeddedBroker broker = EmbeddedBroker.temporary();
        LocalFlink flink = LocalFlink.start()) {
      KafkaBenchmark benchmark =
          new KafkaBenchmark(broker, flink, arguments.get("events", 1_000_000));
      boolean cold = true;
      for (Shape shape : SHAPES) {
        if (arguments.wants("shape", SHAPES.indexOf(shape) + 1)) {
          double bytes = benchmark.fill(shape);
          System.out.printf(Locale.ROOT, "%s: events of %.0f bytes%n", shape.name(), bytes);
          if (cold) {
            // The compilers take half of the CPU in the first run of a JVM, a tenth in the third.
            benchmark.run(shape, 1, LEARNER);
            benchmark.run(shape, 1, IDLE);
            cold = false;
          }
          for (int parallelism = 1; parallelism <= 2; parallelism++) {
            if (arguments.wants("parallelism", parallelism)) {
              benchmark.contest(shape, parallelism, repetitions, table);
            }
          }
        }
      }
    }
    System.out.println();
    table.print(System.out);
  }
}
