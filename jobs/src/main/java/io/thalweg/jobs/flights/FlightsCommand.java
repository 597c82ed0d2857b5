package io.thalweg.jobs.flights;

import io.thalweg.jobs.settings.SettingsException;
import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.WireFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends flights as examples to a topic or writes them to a file. */
@Command(
    name = "flights",
    description = {
      "Sends US flights as examples to a Kafka topic, keyed by model, or writes",
      "them to a file: one model per airport of origin, label 1 for late."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The topic should hold these flights alone: those that it holds already are",
      "passed over, so that a sender that was cut off goes on where it stood."
    })
public final class FlightsCommand implements Callable<Integer> {
  private static final Duration PROGRESS = Duration.ofSeconds(10);

  /** Where the flights go: one of the two. */
  private static final class Target {
    @Option(
        names = "--bootstrap-server",
        paramLabel = "HOST:PORT",
        required = true,
        description = "Broker to ask first; several with commas.")
    private String brokers;

    @Option(
        names = "--path",
        paramLabel = "FILE.jsonl",
        required = true,
        description = "File of JSON lines to write instead; replaced where it exists.")
    private Path path;
  }

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Target target;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      defaultValue = "examples",
      description = "Topic to send to, which must exist; default: ${DEFAULT-VALUE}.")
  private String topic;

  @Option(
      names = "--format",
      paramLabel = "avro|json",
      defaultValue = "avro",
      description = "Format in the topic; default: ${DEFAULT-VALUE}.")
  private String format;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Flights per second, 0 for as fast as it goes; default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "The first N flights only; default: all.")
  private Optional<Long> count = Optional.empty();

  @Option(
      names = "--file",
      paramLabel = "CSV",
      description = "CSV of flights, plain or gzip; default: the twelve days that ship here.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--loop",
      description = "Begin again behind the last flight, with later times, without end.")
  private boolean loop;

  @Spec private CommandSpec spec;

  private final Duration patience;

  /** The command as users have it: a broker has eight seconds to answer. */
  public FlightsCommand() {
    this(Duration.ofSeconds(8));
  }

  /** A command that waits for a broker's first answer as long as {@code patience}. */
  FlightsCommand(Duration patience) {
    this.patience = patience;
  }

  @Override
  public Integer call() throws Exception {
    WireFormat wire = checked();
    if (loop) {
      try (RepeatedFlights flights = new RepeatedFlights(this::open)) {
        pass(first(flights), wire);
      }
    } else {
      try (Flights flights = open()) {
        pass(first(flights), wire);
      }
    }
    return 0;
  }

  private void pass(Iterator<Flight> flights, WireFormat wire) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (target.path != null) {
      long written = write(flights, target.path);
      out.println(String.format(Locale.ROOT, "%,d flights in %s", written, target.path));
    } else {
      long held = send(flights, wire, spec.commandLine().getErr());
      out.println(String.format(Locale.ROOT, "%,d flights in topic %s", held, topic));
    }
    out.flush();
  }

  private WireFormat checked() throws SettingsException {
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw new SettingsException("--rate", "must be 0 or more: " + rate);
    }
    if (count.isPresent() && count.get() < 1) {
      throw new SettingsException("--count", "must be 1 or more: " + count.get());
    }
    if (target.path != null) {
      requireFile(target.path);
    }
    if (file.isPresent()) {
      requireFlights(file.get());
    }
    return Stream.of(WireFormat.values())
        .filter(value -> value.key().equals(format))
        .findFirst()
        .orElseThrow(() -> new SettingsException("--format", "must be avro or json: " + format));
  }

  private void requireFile(Path path) throws SettingsException {
    if (!path.toString().endsWith(".jsonl")) {
      throw new SettingsException("--path", "must end in .jsonl: " + path);
    }
    Path parent = path.toAbsolutePath().getParent();
    if (!Files.isDirectory(parent)) {
      throw new SettingsException("--path", "no such folder: " + path.getParent());
    }
    if (loop && count.isEmpty()) {
      throw new SettingsException("--loop", "a file must end: give --count, too");
    }
  }

  private static void requireFlights(Path csv) throws SettingsException {
    try (Flights flights = Flights.of(csv)) {
      if (!flights.hasNext()) {
        throw new SettingsException("--file", "holds no flight: " + csv);
      }
    } catch (NoSuchFileException e) {
      throw new SettingsException("--file", "no such file: " + csv);
    } catch (IOException e) {
      throw new SettingsException("--file", e.getMessage());
    }
  }

  private Flights open() throws IOException {
    return file.isPresent() ? Flights.of(file.get()) : Flights.packaged();
  }

  private Iterator<Flight> first(Iterator<Flight> flights) {
    long limit = count.orElse(Long.MAX_VALUE);
    return new Iterator<>() {
      private long given;

      @Override
      public boolean hasNext() {
        return given < limit && flights.hasNext();
      }

      @Override
      public Flight next() {
        given++;
        return flights.next();
      }
    };
  }

  private static long write(Iterator<Flight> flights, Path path) throws IOException {
    Path partial = path.resolveSibling(path.getFileName() + ".part");
    RecordEncoder encoder = WireFormat.JSON.encoder();
    long written = 0;
    try (OutputStream lines = new BufferedOutputStream(Files.newOutputStream(partial))) {
      while (flights.hasNext()) {
        lines.write(encoder.encode(FlightExamples.of(flights.next())));
        lines.write('\n');
        written++;
      }
    }
    Files.move(partial, path, StandardCopyOption.REPLACE_EXISTING);
    return written;
  }

  private long send(Iterator<Flight> flights, WireFormat wire, PrintWriter err)
      throws SettingsException, ExecutionException, InterruptedException {
    Properties client = new Properties();
    client.put("bootstrap.servers", target.brokers);
    requireTopic(client);
    FlightFeed feed =
        new FlightFeed(client, topic, wire, flight -> List.of(FlightExamples.of(flight)), rate);
    long[] next = {System.nanoTime() + PROGRESS.toNanos()};
    return feed.send(
        flights,
        held -> {
          if (System.nanoTime() - next[0] >= 0) {
            next[0] += PROGRESS.toNanos();
            err.println(String.format(Locale.ROOT, "%,d flights in topic %s", held, topic));
            err.flush();
          }
        });
  }

  /** A producer would wait a minute for what can be told at once. */
  private void requireTopic(Properties client) throws SettingsException, InterruptedException {
    Properties quick = new Properties();
    quick.putAll(client);
    String millis = Long.toString(patience.toMillis());
    quick.put("default.api.timeout.ms", millis);
    quick.put("request.timeout.ms", millis);
    try (Admin admin = Admin.create(quick)) {
      admin.describeTopics(List.of(topic)).allTopicNames().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new SettingsException("--topic", "the broker has no such topic: " + topic);
      }
      throw unreachable(e.getCause());
    } catch (KafkaException e) {
      throw unreachable(e.getCause() == null ? e : e.getCause());
    }
  }

  private SettingsException unreachable(Throwable cause) {
    return new SettingsException(
        "--bootstrap-server",
        "no broker answers within %s s: %s (%s)"
            .formatted(patience.toMillis() / 1000.0, target.brokers, cause.getMessage()));
  }
}
