package io.thalweg.benchmarks;

import io.thalweg.Action;
import io.thalweg.Decision;
import io.thalweg.DecisionRequest;
import io.thalweg.Features;
import io.thalweg.Outcome;
import io.thalweg.jobs.DecideJob;
import io.thalweg.jobs.local.EmbeddedBroker;
import io.thalweg.jobs.settings.DecideSettings;
import io.thalweg.stream.MetricNames;
import io.thalweg.wire.EventDecoder;
import io.thalweg.wire.Limits;
import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.RejectedEventException;
import io.thalweg.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
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
 * each second. A warm job is asked in turns: for its peak, with as many requests on their way as
 * keep it busy, and for its latency at shares of that: the time from the moment at which a request
 * is due to that at which a client has read its decision. Requests are due at fixed times, whatever
 * became of those before. Broker, cluster, job and clients share one JVM.
 */
public final class DecisionBenchmark {
  private static final int PARTITIONS = 4;
  private static final int MODELS = 8;
  private static final int ACTIONS = 10;
  private static final int SHARED = 10;
  private static final int OWN = 5;

  /** Requests on their way at the peak: enough for full batches, few enough to be answered soon. */
  private static final int AHEAD = 512;

  /**
   * Decisions that may not be learned yet at the peak, those of the second of allowed disorder
   * among them: a rate at which learning falls behind is none that the job can go on with.
   */
  private static final int BEHIND = 8_192;

  /** Somebody waits for a decision, nobody for an outcome: outcomes of so long go together. */
  private static final int OUTCOMES_LINGER_MILLIS = 20;

  /** Shares of the peak at which latency is measured. */
  private static final List<Double> LOADS = List.of(0.5, 0.25, 0.1);

  /** More requests than a run can ask. */
  private static final int MOST = 1 << 23;

  private static final List<String> AGENTS =
      List.of("layout: joined, agent: neuFastCb", "layout: crossed, agent: squareCb");

  private final EmbeddedBroker broker;
  private final LocalFlink flink;

  private DecisionBenchmark(EmbeddedBroker broker, LocalFlink flink) {
    this.broker = broker;
    this.flink = flink;
  }

  /** Nanoseconds from due to read, ascending, and the decisions learned per second meanwhile. */
  private record Latency(long[] sortedNanos, double learned) {
    double millis(double share) {
      return sortedNanos[(int) Math.min(sortedNanos.length - 1, share * sortedNanos.length)] / 1e6;
    }
  }

  /** A job that runs, and who asks it. */
  private final class Session implements AutoCloseable {
    private final String name;
    private final LocalFlink.Job job;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Client client;
    private final Thread reader;
    private final RecordEncoder encoder = WireFormat.AVRO.encoder();
    private final SplittableRandom random = new SplittableRandom(7);
    private int asked;

    Session(String name, String agent) throws Exception {
      this.name = name;
      for (String topic : List.of("requests", "decisions", "outcomes", "dead")) {
        broker.createTopic(name + "-" + topic, PARTITIONS);
      }
      StreamExecutionEnvironment env =
          flink.environment(LocalFlink.Backend.ROCKSDB, Duration.ofSeconds(1));
      DecideJob.build(env, settings(name, agent));
      job = flink.submit(env);
      producer = DecisionBenchmark.this.producer(0);
      client = new Client(name);
      reader = new Thread(client, "client");
      reader.start();
    }

    /** Asks for so long as fast as answers come and learning keeps up; returns the rate. */
    double peak(int seconds) throws Exception {
      long start = System.nanoTime();
      long end = start + TimeUnit.SECONDS.toNanos(seconds);
      long learned = learned();
      while (System.nanoTime() < end) {
        client.throwFailure();
        int most = (int) Math.min(AHEAD + client.decided(), BEHIND + learned());
        while (asked < most) {
          ask();
        }
        LockSupport.parkNanos(1_000_000);
      }
      double perSecond = 1e9 * (learned() - learned) / (System.nanoTime() - start);
      awaitDecisions();
      return perSecond;
    }

    /**
     * Asks at a rate: first for a fifth of the time, that what waited be learned, then measured.
     */
    Latency latency(double perSecond, int seconds) throws Exception {
      int first = (int) (perSecond * seconds / 5);
      long[] due = new long[(int) (perSecond * seconds)];
      int before = asked;
      long learned = 0;
      long start = System.nanoTime();
      for (int k = 0; k < due.length; k++) {
        if (k == first) {
          learned = learned();
        }
        due[k] = start + (long) (1e9 * k / perSecond);
        while (System.nanoTime() < due[k]) {
          LockSupport.parkNanos(due[k] - System.nanoTime());
        }
        ask();
      }
      double learnedPerSecond = 1e9 * (learned() - learned) / (System.nanoTime() - due[first]);
      awaitDecisions();
      long[] nanos = new long[due.length - first];
      for (int k = first; k < due.length; k++) {
        nanos[k - first] = client.read[before + k] - due[k];
      }
      Arrays.sort(nanos);
      return new Latency(nanos, learnedPerSecond);
    }

    private long learned() {
      return (long) job.gauge(MetricNames.LEARNED);
    }

    private void ask() {
      DecisionRequest request = request(asked++, random);
      byte[] key = request.getModel().getBytes(StandardCharsets.UTF_8);
      sendAndForget(
          producer, new ProducerRecord<>(name + "-requests", key, encoder.encode(request)));
    }

    private void awaitDecisions() throws Exception {
      job.await(() -> client.failed() || client.decided() == asked, "all decisions");
      client.throwFailure();
    }

    @Override
    public void close() throws Exception {
      client.stop();
      reader.join();
      producer.close();
      job.cancel();
    }
  }

  private KafkaProducer<byte[], byte[]> producer(int lingerMillis) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", lingerMillis),
        new ByteArraySerializer(),
        new ByteArraySerializer());
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
        1,
        null);
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
    private final long[] read = new long[MOST];
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile int decided;
    private volatile boolean stopped;

    Client(String name) {
      this.name = name;
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
      try (KafkaConsumer<byte[], byte[]> consumer =
              new KafkaConsumer<>(
                  Map.of("bootstrap.servers", broker.bootstrapServers()),
                  new ByteArrayDeserializer(),
                  new ByteArrayDeserializer());
          KafkaProducer<byte[], byte[]> producer = producer(OUTCOMES_LINGER_MILLIS)) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int p = 0; p < PARTITIONS; p++) {
          partitions.add(new TopicPartition(name + "-decisions", p));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        RecordEncoder encoder = WireFormat.AVRO.encoder();
        EventDecoder<Decision> decoder = WireFormat.AVRO.decisionDecoder(Limits.DEFAULT);
        int count = 0;
        while (!stopped) {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
            long now = System.nanoTime();
            Decision decision = decoder.decode(record.value());
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

  /** Arguments {@code warmUp=90 seconds=20 repetitions=3}. */
  public static void main(String[] args) throws Exception {
    Arguments arguments = new Arguments(args);
    int warmUp = arguments.get("warmUp", 90);
    int seconds = arguments.get("seconds", 20);
    int repetitions = arguments.get("repetitions", 3);
    System.out.println("## Decisions from Kafka to Kafka, 10 actions, 10 + 5 features\n");
    Table table =
        new Table(
            "agent",
            "peak, decided and learned/s",
            "asked, of the peak",
            "learned/s",
            "p50 ms",
            "p99 ms",
            "p99.9 ms");
    try (EmbeddedBroker broker = EmbeddedBroker.temporary();
        LocalFlink flink = LocalFlink.start()) {
      DecisionBenchmark benchmark = new DecisionBenchmark(broker, flink);
      for (int a = 0; a < AGENTS.size(); a++) {
        try (Session session = benchmark.new Session("decide-" + a, AGENTS.get(a))) {
          measure(session, AGENTS.get(a), warmUp, seconds, repetitions, table);
        }
      }
    }
    System.out.println();
    table.print(System.out);
  }

  private static void measure(
      Session session, String agent, int warmUp, int seconds, int repetitions, Table table)
      throws Exception {
    session.latency(session.peak(warmUp) / 2, warmUp / 2);
    List<Double> peaks = new ArrayList<>();
    Map<Double, List<Latency>> latencies = new TreeMap<>();
    for (int r = 0; r < repetitions; r++) {
      double peak = session.peak(seconds);
      peaks.add(peak);
      for (double load : LOADS) {
        latencies
            .computeIfAbsent(load, key -> new ArrayList<>())
            .add(session.latency(load * peak, seconds));
      }
    }
    latencies.forEach(
        (load, measured) ->
            table.row(
                agent,
                shown(peaks, Double::doubleValue, "%,.0f"),
                Double.toString(load),
                shown(measured, Latency::learned, "%,.0f"),
                shown(measured, each -> each.millis(0.5), "%.1f"),
                shown(measured, each -> each.millis(0.99), "%.1f"),
                shown(measured, each -> each.millis(0.999), "%.1f")));
  }

  private static <T> String shown(List<T> measured, ToDoubleFunction<T> figure, String format) {
    return new Samples(measured.stream().mapToDouble(figure).boxed().toList()).shown(format);
  }
}
