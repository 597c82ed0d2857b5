package io.thalweg.it;

import io.thalweg.Example;
import io.thalweg.Features;
import io.thalweg.jobs.flights.Flight;
import io.thalweg.jobs.flights.FlightExamples;
import io.thalweg.jobs.flights.Flights;
import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The log that the crash tests fold: the first packaged flights as examples, keyed by model, so
 * that each model's events lie in one partition, in their order.
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
  private static final List<Event> EVENTS = events();

  private FlightLog() {}

  private record Event(byte[] key, byte[] value, boolean good) {}

  /** Number of events, good and bad. */
  static int size() {
    return EVENTS.size();
  }

  /** Number of events among the first {@code to} that are to be answered. */
  static int answers(int to) {
    return (int) EVENTS.subList(0, to).stream().filter(Event::good).count();
  }

  /** The events from {@code from} to {@code to} exclusive, as records of {@code topic}. */
  static List<ProducerRecord<byte[], byte[]>> records(String topic, int from, int to) {
    return EVENTS.subList(from, to).stream()
        .map(event -> new ProducerRecord<>(topic, event.key(), event.value()))
        .toList();
  }

  /**
   * Settings of a job over this log, in YAML. The cache holds some thirty models of an airport.
   *
   * @param name the job's name
   * @param in the topic that holds this log
   */
  static String settings(
      String name, String bootstrap, String in, String predictions, String deadLetters) {
    return """
        job: optimize
        name: %s
        input: {examples: {topic: %s}}
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
        .formatted(name, in, predictions, deadLetters, bootstrap, LARGE);
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
              events.add(new Event(bytes(flight.origin()), bytes("bad " + number), false));
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(events);
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
    return new Event(bytes(example.getModel()), encoder.encode(example), true);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
