package io.thalweg.it;

import io.thalweg.Example;
import io.thalweg.Features;
import io.thalweg.jobs.flights.Flight;
import io.thalweg.jobs.flights.FlightExamples;
import io.thalweg.jobs.flights.Flights;
import io.thalweg.wire.Reason;
import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * The log that the crash tests fold: the first packaged flights as examples, keyed by model, so
 * that each model's events lie in one partition: in the order of their time, or in disorder.
 *
 * <p>It is made to reach every path of the state: one model per airport, more of them than the
 * cache of {@link #settings} holds; those beginning with S are paged and forgotten when idle; every
 * fourth flight goes to one large paged model {@value #LARGE} besides. Every tenth flight has no
 * label, and after every hundredth stands an event that cannot be decoded.
 */
final class FlightLog {
  static final int PARTITIONS = 6;
  static final String LARGE = "all";

  private static final int FLIGHTS = 6_000;
  private static final int LARGE_EVERY = 4;
  private static final int UNLABELLED_EVERY = 10;
  private static final int BAD_EVERY = 100;
  private static final int DISPLACED_EVERY = 20;
  private static final int MOST_DISPLACED = 500;
  private static final Duration ALLOWED_DISORDER = Duration.ofMinutes(10);

  private final List<Event> events;
  private final Optional<Duration> allowedDisorder;

  private FlightLog(List<Event> events, Optional<Duration> allowedDisorder) {
    this.events = List.copyOf(events);
    this.allowedDisorder = allowedDisorder;
  }

  /**
   * One event.
   *
   * @param time its event time in milliseconds
   * @param fate "" for an answer, else the reason for which it is to be refused
   */
  private record Event(byte[] key, byte[] value, long time, String fate) {
    Event refused(Reason reason) {
      return new Event(key, value, time, reason.code());
    }

    boolean good() {
      return fate.isEmpty();
    }

    int partition() {
      return Utils.toPositive(Utils.murmur2(key)) % PARTITIONS;
    }
  }

  /** The flights in the order of their time; none is late. */
  static FlightLog inOrder() {
    return new FlightLog(events(), Optional.empty());
  }

  /** The same flights, every twentieth moved back by up to 500 places, and 10 minutes allowed. */
  static FlightLog inDisorder(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Event> events = events();
    for (int i = 0; i < events.size() - MOST_DISPLACED; i += DISPLACED_EVERY) {
      events.add(i + random.nextInt(MOST_DISPLACED), events.remove(i));
    }
    long[] newest = new long[PARTITIONS];
    events.replaceAll(
        event -> {
          int partition = event.partition();
          boolean late = newest[partition] - event.time() > ALLOWED_DISORDER.toMillis();
          if (event.good()) {
            newest[partition] = Math.max(newest[partition], event.time());
          }
          return event.good() && late ? event.refused(Reason.LATE) : event;
        });
    return new FlightLog(events, Optional.of(ALLOWED_DISORDER));
  }

  /** Number of events, good and bad. */
  int size() {
    return events.size();
  }

  /** Number of events among the first {@code to} that are to be answered. */
  int answers(int to) {
    return (int) events.subList(0, to).stream().filter(Event::good).count();
  }

  /** The events from {@code from} to {@code to} exclusive, as records of {@code topic}. */
  List<ProducerRecord<byte[], byte[]>> records(String topic, int from, int to) {
    return events.subList(from, to).stream()
        .map(event -> new ProducerRecord<>(topic, event.partition(), event.key(), event.value()))
        .toList();
  }

  /** The reason for which each event that is to be refused must be, by partition and offset. */
  SortedMap<String, String> refused() {
    SortedMap<String, String> reasons = new TreeMap<>();
    int[] offsets = new int[PARTITIONS];
    for (Event event : events) {
      int partition = event.partition();
      if (!event.good()) {
        reasons.put(partition + ":" + offsets[partition], event.fate());
      }
      offsets[partition]++;
    }
    return reasons;
  }

  /**
   * Settings of a job over this log, in YAML. The cache holds some thirty models of an airport.
   *
   * @param name the job's name
   * @param in the topic that holds this log
   */
  String settings(
      String name, String bootstrap, String in, String predictions, String deadLetters) {
    return """
        job: optimize
        name: %s
        input: {examples: {topic: %s}%s}
        output: {predictions: {topic: %s}, deadLetters: {topic: %s}}
        kafka: {bootstrapServers: "%s", linger.ms: 0}
        models:
          - name: %s
            features: {hashBits: 18}
            learner: {loss: logistic, domain: {ball: {radius: 2}}}
          - name: "S*"
            features: {hashBits: 14, bias: true}
            learner: {loss: squared, algorithm: {convex: {gradientBound: 3}}}
            idleTtl: 45 min
          - name: "*"
            features: {hashBits: 12}
            learner: {loss: logistic, domain: {ball: {radius: 1}}, hint: zero}
        maxParallelism: 16
        state: {cacheBytes: 1 MiB}
        """
        .formatted(
            name,
            in,
            allowedDisorder.map(d -> ", allowedDisorder: " + d.toMinutes() + " min").orElse(""),
            predictions,
            deadLetters,
            bootstrap,
            LARGE);
  }

  private static List<Event> events() {
    RecordEncoder encoder = WireFormat.AVRO.encoder();
    List<Event> events = new ArrayList<>();
    try (Stream<Flight> flights = Flights.packaged().stream().limit(FLIGHTS)) {
      flights.forEach(
          flight -> {
            int number = events.size();
            Example example = FlightExamples.of(flight);
            if (number % UNLABELLED_EVERY == 0) {
              example.setLabel(null);
            }
            events.add(event(example, encoder));
            if (number % LARGE_EVERY == 0) {
              events.add(event(large(flight, example), encoder));
            }
            if (number % BAD_EVERY == 0) {
              events.add(bad(flight, "bad " + number));
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return events;
  }

  /** The same flight for the large model, with features that name it more closely. */
  private static Example large(Flight flight, Example example) {
    Map<String, Object> named = new HashMap<>(example.getFeatures().getNamed());
    named.put("origin", flight.origin());
    named.put("route", flight.origin() + flight.destination());
    named.put("flight", "n" + flight.number() % 3_000);
    return Example.newBuilder(example)
        .setModel(LARGE)
        .setId("l-" + flight.number())
        .setFeatures(Features.newBuilder().setNamed(named).build())
        .build();
  }

  private static Event event(Example example, RecordEncoder encoder) {
    return new Event(
        bytes(example.getModel()), encoder.encode(example), example.getTime().toEpochMilli(), "");
  }

  private static Event bad(Flight flight, String value) {
    return new Event(bytes(flight.origin()), bytes(value), flight.time(), "")
        .refused(Reason.UNDECODABLE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
