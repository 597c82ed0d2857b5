package io.thalweg.benchmarks;

import io.thalweg.Action;
import io.thalweg.Decision;
import io.thalweg.DecisionRequest;
import io.thalweg.Features;
import io.thalweg.Outcome;
import io.thalweg.jobs.DecideJob;
import io.thalweg.jobs.local.EmbeddedBroker;
import io.thalweg.jobs.settings.DecideSettings;
import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.RejectedEventException;
import io.thalweg.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The decide job from Kafka to Kafka, while it learns from every decision's outcome and checkpoints
 * each second: first its peak rate, then the time from the moment at which a request is due to the
 * moment at which a client has read its decision, at half that rate. Requests are due at fixed
 * times, whatever became of those before. Broker, cluster, job and clients share one JVM.
 */
public final class DecisionBenchmark {
  private static final int PARTITIONS = 4;
  private static final int MODELS = 8;
  private static final int ACTIONS = 10;
  private static final int SHARED = 10;
  private static final int OWN = 5;

  private static final List<String> AGENTS =
      List.of("layout: joined, agent: neuFastCb", "layout: crossed, agent: squareCb");

  private final EmbeddedBroker broker;
  private final LocalFlink flink;
  private int runs;

  private DecisionBenchmark(EmbeddedBroker broker, LocalFlink flink) {
    this.broker = broker;
    this.flink = flink;
  }

  /** What one run has measured. */
  private record Measured(double perSecond, long[] sortedNanos) {
    double millis(double share) {
      return sortedNanos[(int) Math.min(sortedNanos.length - 1, share * sortedNanos.length)] / 1e6;
    }
  }

  /**
   * Asks {@code count} requests, {@code perSecond} of them in a second; 0 for all at once.
   *
   * @return the decisions' rate and latencies, those of the first fifth left out
   */
  private Measured run(String agent, int count, double perSecond) throws Exception {
    String name = "decide-" + runs++;
    for (String topic : List.of("requests", "decisions", "outcomes", "dead")) {
      broker.createTopic(name + "-" + topic, PARTITIONS);
    }
    StreamExecutionEnvironment env =
        flink.environment(LocalFlink.Backend.ROCKSDB, Duration.ofSeconds(1));
    DecideJob.build(env, settings(name, agent));
    LocalFlink.Job job = flink.submit(env);
    long[] due = new long[count];
    long[] read = new long[count];
    Client client = new Client(name, read);
    Thread reader = new Thread(client, "client");
    reader.start();
    ask(name, count, perSecond, due);
    job.await(() -> client.failed() || client.decided() >= count, "all decisions");
    client.throwFailure();
    client.stop();
    reader.join();
    job.cancel();
    return measured(due, read);
  }

  private static Measured measured(long[] due, long[] read) {
    int from = due.length / 5;
    long[] nanos = new long[due.length - from];
    long last = Long.MIN_VALUE;
    long first = Long.MAX_VALUE;
    for (int k = from; k < due.length; k++) {
      nanos[k - from] = read[k] - due[k];
      last = Math.max(last, read[k]);
      first = Math.min(first, read[k]);
    }
    Arrays.sort(nanos);
    return new Measured(1e9 * nanos.length / (last - first), nanos);
  }

  private void ask(String name, int count, double perSecond, long[] due)
      throws InterruptedException {
    RecordEncoder encoder = WireFormat.AVRO.encoder();
    SplittableRandom random = new SplittableRandom(7);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      long start = System.nanoTime();
      for (int k = 0; k < count; k++) {
        due[k] = perSecond > 0 ? start + (long) (1e9 * k / perSecond) : System.nanoTime();
        while (System.nanoTime() < due[k]) {
          LockSupport.parkNanos(due[k] - System.nanoTime());
        }
        DecisionRequest request = request(k, random);
        byte[] key = request.getModel().getBytes(StandardCharsets.UTF_8);
        sendAndForget(
            producer, new ProducerRecord<>(name + "-requests", key, encoder.encode(request)));
      }
      producer.flush();
    }
  }

  /** A record that is lost is missed by who waits for its decision. */
  private static void sendAndForget(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    var unused = producer.send(record);
  }

  private static DecisionRequest request(int k, SplittableRandom random) {
    List<Action> actions = new ArrayList<>();
    for (int a = 0; a < ACTIONS; a++) {
      actions.add(new Action("a" + a, features(OWN, random), true));
    }
    return new DecisionRequest(
        "m" + k % MODELS,
        Integer.toString(k),
        Instant.ofEpochMilli(System.currentTimeMillis()),
        features(SHARED, random),
        actions,
        null,
        1);
  }

  private static Features features(int n, SplittableRandom random) {
    List<Float> values = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      values.add((float) random.nextDouble(-1, 1));
    }
    return new Features(values, null, null, null);
  }

  private DecideSettings settings(String name, String agent) throws Exception {
    return DecideSettings.parse(
        """
        job: decide
        name: %1$s
        input:
          requests: {topic: %1$s-requests}
          outcomes: {topic: %1$s-outcomes}
          allowedDisorder: 1 s
        ledger: {topic: %1$s-decisions}
        output: {deadLetters: {topic: %1$s-dead}}
        kafka: {bootstrapServers: "%2$s"}
        models:
          - {name: "*", features: {shared: {dimension: %3$d}, actions: {dimension: %4$d}}, %5$s}
        parallelism: 1
        """
            .formatted(name, broker.bootstrapServers(), SHARED, OWN, agent),
        List.of());
  }

  /** Reads decisions as they come, notes when, and tells a loss of each at once. */
  private final class Client implements Runnable {
    private final String name;
    private final long[] read;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile int decided;
    private volatile boolean stopped;

    Client(String name, long[] read) {
      this.name = name;
      this.read = read;
    }

    int decided() {
      return decided;
    }

    boolean failed() {
      return failure.get() != null;
    }

    void throwFailure() throws Exception {
      if (failed()) {
        throw failure.get();
      }
    }

    void stop() {
      stopped = true;
    }

    @Override
    public void run() {
      Map<String, Object> properties =
          Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 0);
      try (KafkaConsumer<byte[], byte[]> consumer =
              new KafkaConsumer<>(
                  properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
          KafkaProducer<byte[], byte[]> producer =
              new KafkaProducer<>(
                  properties, new ByteArraySerializer(), new ByteArraySerializer())) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int p = 0; p < PARTITIONS; p++) {
          partitions.add(new TopicPartition(name + "-decisions", p));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        RecordEncoder encoder = WireFormat.AVRO.encoder();
        int count = 0;
        while (!stopped) {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
            long now = System.nanoTime();
            Decision decision = WireFormat.AVRO.decode(record.value(), Decision.class);
            int k = Integer.parseInt(decision.getId());
            if (read[k] == 0) {
              read[k] = now;
              count++;
              tell(producer, encoder, decision);
            }
          }
          decided = count;
        }
      } catch (RejectedEventException | RuntimeException e) {
        failure.set(e);
      }
    }

    private void tell(
        KafkaProducer<byte[], byte[]> producer, RecordEncoder encoder, Decision decision) {
      Outcome outcome =
          new Outcome(
              decision.getModel(),
              decision.getId(),
              Instant.ofEpochMilli(System.currentTimeMillis()),
              decision.getSlots().get(0).getAction().equals("a3") ? 0.0 : 1.0,
              null,
              0,
              false);
      byte[] key = decision.getModel().getBytes(StandardCharsets.UTF_8);
      sendAndForget(
          producer, new ProducerRecord<>(name + "-outcomes", key, encoder.encode(outcome)));
    }
  }

  /** Arguments {@code requests=40000 seconds=20 repetitions=3}. */
  public static void main(String[] args) throws Exception {
    Arguments arguments = new Arguments(args);
    int requests = arguments.get("requests", 40_000);
    int seconds = arguments.get("seconds", 20);
    int repetitions = arguments.get("repetitions", 3);
    System.out.println("## Decisions from Kafka to Kafka, 10 actions, 10 + 5 features\n");
    Table table =
        new Table(
            "agent", "peak, decisions/s", "asked, per second", "p50 ms", "p99 ms", "p99.9 ms");
    try (EmbeddedBroker broker = EmbeddedBroker.temporary();
        LocalFlink flink = LocalFlink.start()) {
      DecisionBenchmark benchmark = new DecisionBenchmark(broker, flink);
      for (String agent : AGENTS) {
        benchmark.run(agent, requests, 0);
        double peak = benchmark.run(agent, requests, 0).perSecond();
        double half = peak / 2;
        List<Measured> runs = new ArrayList<>();
        for (int r = 0; r < repetitions; r++) {
          runs.add(benchmark.run(agent, (int) (half * seconds), half));
        }
        table.row(
            agent,
            String.format(Locale.ROOT, "%,.0f", peak),
            String.format(Locale.ROOT, "%,.0f", half),
            percentile(runs, 0.5),
            percentile(runs, 0.99),
            percentile(runs, 0.999));
      }
    }
    System.out.println();
    table.print(System.out);
  }

  private static String percentile(List<Measured> runs, double share) {
    return new Samples(runs.stream().map(run -> run.millis(share)).toList()).shown("%.1f");
  }
}
