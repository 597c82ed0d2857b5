package io.thalweg.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.thalweg.Action;
import io.thalweg.Decision;
import io.thalweg.DecisionRequest;
import io.thalweg.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests, decisions and outcomes on the road of events. */
class DecisionDecodersTest {

  @ParameterizedTest
  @EnumSource
  void whatIsEncodedIsDecodedBitForBit(WireFormat format) throws RejectedEventException {
    assertSurvives(format, format.requestDecoder(Limits.DEFAULT), Samples::randomRequest);
    assertSurvives(format, format.decisionDecoder(Limits.DEFAULT), Samples::randomDecision);
    assertSurvives(format, format.outcomeDecoder(Limits.DEFAULT), Samples::randomOutcome);
  }

  private static void assertSurvives(
      WireFormat format,
      EventDecoder<? extends SpecificRecord> decoder,
      Function<SplittableRandom, ? extends SpecificRecord> samples)
      throws RejectedEventException {
    SplittableRandom random = new SplittableRandom(16);
    for (int round = 0; round < 3_000; round++) {
      SpecificRecord record = samples.apply(random);
      SpecificRecord decoded = decoder.decode(format.encoder().encode(record));
      assertThat(WireFormatTest.fields(decoded)).isEqualTo(WireFormatTest.fields(record));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedEventLeavesTheDecoderUsable(WireFormat format) throws RejectedEventException {
    assertUsable(format, format.requestDecoder(Limits.DEFAULT), Samples.request());
    assertUsable(format, format.decisionDecoder(Limits.DEFAULT), Samples.decision());
    assertUsable(format, format.outcomeDecoder(Limits.DEFAULT), Samples.outcome());
  }

  private static void assertUsable(
      WireFormat format, EventDecoder<? extends SpecificRecord> decoder, SpecificRecord record)
      throws RejectedEventException {
    byte[] good = format.encoder().encode(record);
    for (int cut = 0; cut < good.length; cut++) {
      assertThat(Rejections.ofRecord(decoder, Arrays.copyOf(good, cut)).reason())
          .isEqualTo(Reason.UNDECODABLE);
      assertThat(decoder.decode(good)).isEqualTo(record);
    }
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    longer[good.length] = '}';
    assertThat(Rejections.ofRecord(decoder, longer).reason()).isEqualTo(Reason.UNDECODABLE);
  }

  @ParameterizedTest
  @EnumSource
  void laterEventsDoNotChangeEarlierRecords(WireFormat format) throws RejectedEventException {
    EventDecoder<DecisionRequest> decoder = format.requestDecoder(Limits.DEFAULT);
    DecisionRequest first = decoder.decode(format.encoder().encode(Samples.request()));
    SplittableRandom random = new SplittableRandom(17);
    for (int round = 0; round < 100; round++) {
      decoder.decode(format.encoder().encode(Samples.randomRequest(random)));
    }
    assertThat(first).isEqualTo(Samples.request());
  }

  @ParameterizedTest
  @EnumSource
  void namedFeaturesKeepTheOrderOfTheEvent(WireFormat format) throws RejectedEventException {
    DecisionRequest request = Samples.request();
    request.getShared().setNamed(new java.util.LinkedHashMap<>());
    for (int i = 99; i >= 0; i--) {
      request.getShared().getNamed().put("n" + i, (double) i);
    }
    DecisionRequest decoded =
        format.requestDecoder(Limits.DEFAULT).decode(format.encoder().encode(request));
    assertThat(decoded.getShared().getNamed().keySet())
        .containsExactlyElementsOf(request.getShared().getNamed().keySet());
  }

  @Test
  void jsonFieldsStandInAnyOrderAndAbsentOnesHaveTheirDefaults() throws RejectedEventException {
    String request =
        "{\"slots\":null,\"actions\":[{\"features\":null,\"id\":\"a\"}],\"time\":0,\"id\":\"i\","
            + "\"model\":\"m\"}";
    assertThat(json(WireFormat.JSON.requestDecoder(Limits.DEFAULT), request))
        .isEqualTo(
            new DecisionRequest(
                "m",
                "i",
                Instant.EPOCH,
                null,
                List.of(new Action("a", null, true)),
                null,
                1,
                null));
    assertThat(
            json(
                WireFormat.JSON.outcomeDecoder(Limits.DEFAULT),
                "{\"loss\":-0.5,\"time\":0,\"id\":\"i\",\"model\":\"m\"}"))
        .isEqualTo(new Outcome("m", "i", Instant.EPOCH, -0.5, null, 0, false));
  }

  private static <T> T json(EventDecoder<T> decoder, String event) throws RejectedEventException {
    return decoder.decode(event.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aRecordOfOneKindIsNoneOfAnother() {
    RecordEncoder encoder = WireFormat.AVRO.encoder();
    byte[] request = encoder.encode(Samples.request());
    byte[] example = encoder.encode(Samples.sparse());
    assertThat(line(WireFormat.AVRO.requestDecoder(Limits.DEFAULT), example))
        .startsWith(
            "unknown-schema | event must be written with a version of DecisionRequest that this"
                + " release ships: fingerprint=");
    assertThat(line(WireFormat.AVRO.decisionDecoder(Limits.DEFAULT), request))
        .startsWith("unknown-schema | event must be written with a version of Decision that ");
    assertThat(line(WireFormat.AVRO.outcomeDecoder(Limits.DEFAULT), request))
        .startsWith("unknown-schema | event must be written with a version of Outcome that ");
  }

  @ParameterizedTest
  @EnumSource
  void oversizeIsSeenBeforeAnythingElse(WireFormat format) {
    Limits limits = new Limits(100, 10);
    String rule = "oversize | event must be at most 100 bytes: it has 101 bytes";
    assertThat(line(format.requestDecoder(limits), new byte[101])).isEqualTo(rule);
    assertThat(line(format.decisionDecoder(limits), new byte[101])).isEqualTo(rule);
    assertThat(line(format.outcomeDecoder(limits), new byte[101])).isEqualTo(rule);
  }

  @Test
  void limitsAreChecked() {
    assertThat(new Limits(1, 2)).isEqualTo(new Limits(1, 2, 1000));
    assertThat(Limits.DEFAULT).isEqualTo(new Limits(1 << 20, 8192, 1000));
    assertThatThrownBy(() -> new Limits(1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxActions must be at least 1: maxActions=0");
  }

  @Test
  void hugeClaimsAllocateNothing() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    EventDecoder<DecisionRequest> decoder = WireFormat.AVRO.requestDecoder(Limits.DEFAULT);
    for (long claim : new long[] {1 << 20, Integer.MAX_VALUE - 8, Integer.MAX_VALUE, 1L << 40}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(AvroHeader.of(ShippedSchemas.fingerprint(DecisionRequest.getClassSchema())));
      BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
      out.writeString("m");
      out.writeString("i");
      out.writeLong(0);
      out.writeIndex(0);
      out.writeLong(claim);
      out.writeFixed(new byte[100]);
      out.flush();
      byte[] event = bytes.toByteArray();
      assertThat(line(decoder, event))
          .isEqualTo(
              "undecodable | event must be the Avro binary of its schema: a block must not claim"
                  + " more items than bytes are left: it claims "
                  + claim
                  + ", left are 100");
      long before = threads.getCurrentThreadAllocatedBytes();
      Rejections.ofRecord(decoder, event);
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 16);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLargestEventsTakeAFewTimesTheirSize(WireFormat format) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    DecisionRequest request = Samples.request();
    Action action = new Action("a", new io.thalweg.Features(), true);
    action.getFeatures().setIndices(java.util.Collections.nCopies(100, 1));
    action.getFeatures().setValues(List.of());
    request.setActions(java.util.Collections.nCopies(3_900, action));
    byte[] event = format.encoder().encode(request);
    assertThat(event.length).isBetween(400_000, Limits.DEFAULT.maxBytes());
    EventDecoder<DecisionRequest> decoder = format.requestDecoder(Limits.DEFAULT);
    assertThat(line(decoder, event))
        .isEqualTo("out-of-range | actions must hold at most 1000 actions: it holds 3900");
    long before = threads.getCurrentThreadAllocatedBytes();
    Rejections.ofRecord(decoder, event);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20L * event.length);
  }

  @Test
  void olderEventsGetTheDefaultsOfWhatTheyLack() throws IOException, RejectedEventException {
    Schema older =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "DecisionRequest", "namespace": "io.thalweg", "fields": [
                  {"name": "note", "type": {"type": "map", "values": "long"}},
                  {"name": "actions", "type": {"type": "array", "items": {
                    "type": "record", "name": "Action", "fields": [
                      {"name": "rank", "type": "int"}, {"name": "id", "type": "string"}]}}},
                  {"name": "id", "type": "string"}, {"name": "time", "type": "int"},
                  {"name": "model", "type": "bytes"}]}
                """);
    GenericRecord action =
        new GenericData.Record(older.getField("actions").schema().getElementType());
    action.put("rank", 3);
    action.put("id", "a");
    GenericRecord event = new GenericData.Record(older);
    event.put("note", Map.of("x", 1L));
    event.put("actions", List.of(action));
    event.put("id", "v-1");
    event.put("time", 5);
    event.put("model", java.nio.ByteBuffer.wrap(new byte[] {'m'}));
    byte[] old = written(older, event);
    byte[] current = WireFormat.AVRO.encoder().encode(Samples.request());
    EventDecoder<DecisionRequest> decoder =
        reading(older, DecisionRequest.class, RequestRules::check);

    for (int cut = AvroHeader.LENGTH; cut < old.length; cut++) {
      assertThat(Rejections.ofRecord(decoder, Arrays.copyOf(old, cut)).reason())
          .isEqualTo(Reason.UNDECODABLE);
      assertThat(decoder.decode(old))
          .isEqualTo(
              new DecisionRequest(
                  "m",
                  "v-1",
                  Instant.ofEpochMilli(5),
                  null,
                  List.of(new Action("a", null, true)),
                  null,
                  1,
                  null));
      assertThat(decoder.decode(current)).isEqualTo(Samples.request());
    }
  }

  @Test
  void olderDecisionsAndOutcomesAreReadToo() throws IOException, RejectedEventException {
    Schema olderOutcome =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "Outcome", "namespace": "io.thalweg", "fields": [
                  {"name": "loss", "type": "float"}, {"name": "id", "type": "string"},
                  {"name": "time", "type": "long"}, {"name": "model", "type": "string"}]}
                """);
    GenericRecord outcome = new GenericData.Record(olderOutcome);
    outcome.put("loss", 0.5f);
    outcome.put("id", "v-1");
    outcome.put("time", 5L);
    outcome.put("model", "m");
    assertThat(
            reading(olderOutcome, Outcome.class, OutcomeRules::check)
                .decode(written(olderOutcome, outcome)))
        .isEqualTo(new Outcome("m", "v-1", Instant.ofEpochMilli(5), 0.5, null, 0, false));

    String newest = ShippedSchemas.of(Decision.class).newest().toString();
    int last = newest.indexOf(",{\"name\":\"fallbacks\"");
    Schema olderDecision = new Schema.Parser().parse(newest.substring(0, last) + "]}");
    byte[] current = WireFormat.AVRO.encoder().encode(Samples.decision());
    byte[] old = Arrays.copyOf(current, current.length - 1);
    byte[] head = AvroHeader.of(ShippedSchemas.fingerprint(olderDecision));
    System.arraycopy(head, 0, old, 0, head.length);
    Decision expected = Samples.decision();
    expected.setFallbacks(0);
    assertThat(reading(olderDecision, Decision.class, DecisionRules::check).decode(old))
        .isEqualTo(expected);
  }

  private static <T extends SpecificRecord> EventDecoder<T> reading(
      Schema older, Class<T> type, CheckedDecoder.Rules<T> rules) {
    ShippedSchemas schemas =
        new ShippedSchemas(older.getName(), List.of(older, ShippedSchemas.of(type).newest()));
    return new CheckedDecoder<>(Limits.DEFAULT, new AvroRecordDecoder<>(type, schemas), rules);
  }

  private static byte[] written(Schema schema, GenericRecord record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(AvroHeader.of(ShippedSchemas.fingerprint(schema)));
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(schema).write(record, out);
    out.flush();
    return bytes.toByteArray();
  }

  private static String line(EventDecoder<?> decoder, byte[] event) {
    return Rejections.line(Rejections.ofRecord(decoder, event));
  }
}
