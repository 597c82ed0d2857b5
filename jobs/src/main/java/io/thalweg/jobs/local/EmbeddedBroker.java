package io.thalweg.jobs.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka broker inside this JVM: one KRaft node, broker and controller in one, on the
 * loopback interface, transactions included. It keeps every record: retention by age is off, since
 * a replay of old events carries old timestamps, which retention would delete while they are read.
 *
 * <p>Protocol: {@link #open} or {@link #temporary} gives a running broker. {@link #stop} and {@link
 * #start} alternate any number of times on the same folder and port, and what was written stays.
 * {@link #close} ends it for good and deletes a temporary folder. One thread calls these at a time.
 *
 * <p>A first start takes some seconds, later ones in the same JVM a fraction of one. The broker's
 * threads keep the JVM alive until it is closed.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String CONTROLLER = "CONTROLLER";
  private static final int NODE = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_NANOS = 20_000_000;

  private final Path folder;
  private final boolean temporary;
  private final int port;
  private final int controllerPort;
  private KafkaRaftServer server;

  private EmbeddedBroker(Path folder, boolean temporary) throws IOException {
    this.folder = folder;
    this.temporary = temporary;
    this.port = FreePorts.next();
    this.controllerPort = portOtherThan(port);
  }

  /**
   * Starts a broker that keeps its log in {@code folder}, on free ports. The folder is made if it
   * is absent; one that a broker of this class wrote before is opened with its topics.
   *
   * @throws IOException when the folder cannot be written
   */
  public static EmbeddedBroker open(Path folder) throws IOException {
    EmbeddedBroker broker = new EmbeddedBroker(Files.createDirectories(folder), false);
    broker.start();
    return broker;
  }

  /** Starts a broker in a new folder among the system's temporary files; closing deletes it. */
  public static EmbeddedBroker temporary() throws IOException {
    EmbeddedBroker broker = new EmbeddedBroker(Files.createTempDirectory("thalweg-broker"), true);
    broker.start();
    return broker;
  }

  /** Where clients connect, {@code host:port}; the same before and after a restart. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  /** The folder that holds the log. */
  public Path folder() {
    return folder;
  }

  public boolean isRunning() {
    return server != null;
  }

  /**
   * Starts a stopped broker on its folder and port.
   *
   * @throws IllegalStateException when it runs already, or does not come up
   */
  public void start() {
    if (isRunning()) {
      throw new IllegalStateException("broker must be stopped to start: port=" + port);
    }
    try {
      format();
      server = new KafkaRaftServer(new KafkaConfig(properties(), false), Time.SYSTEM);
      server.startup();
    } catch (Exception e) {
      stop();
      throw new IllegalStateException(
          "broker must come up: folder=" + folder + ", port=" + port + ": " + e.getMessage(), e);
    }
  }

  /** Shuts a running broker down in order; nothing happens to a stopped one. */
  public void stop() {
    if (isRunning()) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  /**
   * Creates a topic and returns when each of its partitions has a leader. Until then a producer is
   * refused, and one that is idempotent may stall until its delivery timeout.
   *
   * @throws IllegalArgumentException for no partitions
   * @throws IllegalStateException when the topic exists or does not come up within a minute
   */
  public void createTopic(String name, int partitions) {
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "partitions must be 1 or more: partitions=" + partitions + ", topic=" + name);
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
      awaitLeaders(admin, name, partitions);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "topic must be creatable: topic=" + name + ": " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating a topic: topic=" + name, e);
    }
  }

  /** Creates a topic as {@link #createTopic} does, unless it is there already. */
  public void ensureTopic(String name, int partitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      if (admin.listTopics().names().get().contains(name)) {
        awaitLeaders(admin, name, partitions);
        return;
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "topics must be listable: topic=" + name + ": " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while listing topics: topic=" + name, e);
    }
    createTopic(name, partitions);
  }

  @Override
  public void close() throws IOException {
    stop();
    if (temporary) {
      delete(folder);
    }
  }

  /** Only offsets are answered by the leader alone; a topic's description comes before it leads. */
  private static void awaitLeaders(Admin admin, String topic, int partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        admin.listOffsets(ends).all().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
  }

  private static int portOtherThan(int taken) throws IOException {
    int port = FreePorts.next();
    while (port == taken) {
      port = FreePorts.next();
    }
    return port;
  }

  /** Gives the folder its cluster id; one that has it is left as it is. */
  private void format() throws Exception {
    if (Files.exists(folder.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
      return;
    }
    try (PrintStream silence =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      Formatter formatter = new Formatter();
      formatter.setPrintStream(silence);
      formatter.setClusterId(Uuid.randomUuid().toString());
      formatter.setNodeId(NODE);
      formatter.setControllerListenerName(CONTROLLER);
      formatter.setMetadataLogDirectory(folder.toString());
      formatter.setDirectories(List.of(folder.toString()));
      formatter.run();
    }
  }

  private Properties properties() {
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", Integer.toString(NODE));
    p.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
    p.put(
        "listeners",
        "PLAINTEXT://" + bootstrapServers() + ",CONTROLLER://" + HOST + ":" + controllerPort);
    p.put("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
    p.put("controller.listener.names", CONTROLLER);
    p.put("inter.broker.listener.name", "PLAINTEXT");
    p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("log.dirs", folder.toString());
    p.put("log.retention.ms", "-1");
    p.put("auto.create.topics.enable", "false");
    p.put("offsets.topic.replication.factor", "1");
    p.put("offsets.topic.num.partitions", "1");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("transaction.state.log.num.partitions", "1");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("group.initial.rebalance.delay.ms", "0");
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "2");
    p.put("background.threads", "2");
    // Its default of 128 MiB is allocated at start-up.
    p.put("log.cleaner.dedupe.buffer.size", "4194304");
    return p;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
