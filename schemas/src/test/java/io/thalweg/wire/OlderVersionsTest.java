package io.thalweg.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.Example;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Examples of a version that orders, types and names fields otherwise are resolved. */
class OlderVersionsTest {
  private static final String OLDER =
      """
      {"type": "record", "name": "Example", "namespace": "io.thalweg", "fields": [
        {"name": "note", "type": ["null", {"type": "array", "items": "string"}]},
        {"name": "features", "type": {"type": "record", "name": "Features", "fields": [
          {"name": "named", "type": ["null", {"type": "map", "values": ["double", "string", "boolean"]}]},
          {"name": "values", "type": ["null", {"type": "array", "items": "int"}]},
          {"name": "indices", "type": ["null", {"type": "array", "items": "int"}]}]}},
        {"name": "id", "type": "string"},
        {"name": "time", "type": "int"},
        {"name": "model", "type": "bytes"},
        {"name": "trailer", "type": {"type": "map", "values": "long"}}]}
      """;

  private final Schema older = new Schema.Parser().parse(OLDER);
  private final ShippedSchemas schemas =
      new ShippedSchemas("Example", List.of(older, ShippedSchemas.of(Example.class).newest()));
  private final ExampleDecoder decoder = new AvroExampleDecoder(Limits.DEFAULT, schemas);
  private final ExampleBuffer buffer = new ExampleBuffer();
  private final GenericRecord event = new GenericData.Record(older);

  @BeforeEach
  void fill() {
    Schema features = older.getField("features").schema();
    GenericRecord given = new GenericData.Record(features);
    given.put("values", List.of(7, -8));
    given.put("indices", List.of(2, 1));
    event.put("note", List.of("to", "be", "skipped"));
    event.put("features", given);
    event.put("id", "f-1");
    event.put("time", 1234);
    event.put("model", java.nio.ByteBuffer.wrap(new byte[] {'m'}));
    event.put("trailer", Map.of("x", 1L));
  }

  @Test
  void olderEventsGetTheDefaultsOfWhatTheyLack() throws IOException, RejectedEventException {
    decoder.decode(bytes(event), buffer);
    assertThat(buffer.model()).isEqualTo("m");
    assertThat(buffer.id()).isEqualTo("f-1");
    assertThat(buffer.time()).isEqualTo(1234);
    assertThat(buffer.form()).isEqualTo(ExampleBuffer.Form.SPARSE);
    assertThat(Arrays.copyOf(buffer.indices(), buffer.indexCount())).containsExactly(2, 1);
    assertThat(Arrays.copyOf(buffer.values(), buffer.valueCount())).containsExactly(7, -8);
    assertThat(buffer.labelled()).isFalse();
    assertThat(buffer.weight()).isEqualTo(1);
  }

  @Test
  void bothVersionsAreReadInTurnAndAfterBadEvents() throws IOException, RejectedEventException {
    byte[] old = bytes(event);
    byte[] current = WireFormat.AVRO.encoder().encode(Samples.sparse());
    for (int cut = AvroHeader.LENGTH; cut < old.length; cut++) {
      assertThat(Rejections.of(decoder, Arrays.copyOf(old, cut)).reason())
          .isEqualTo(Reason.UNDECODABLE);
      decoder.decode(old, buffer);
      assertThat(buffer.id()).isEqualTo("f-1");
      decoder.decode(current, buffer);
      assertThat(buffer.id()).isEqualTo("f-17");
    }
    assertThat(Rejections.of(decoder, Arrays.copyOf(old, old.length + 1)).reason())
        .isEqualTo(Reason.UNDECODABLE);
  }

  @Test
  void fieldsBehindTheLastOneAreSkipped() throws RejectedEventException {
    Schema newest = ShippedSchemas.of(Example.class).newest();
    String text = newest.toString();
    String more = ",{\"name\":\"extra\",\"type\":\"string\"}]}";
    Schema longer = new Schema.Parser().parse(text.substring(0, text.length() - 2) + more);
    byte[] current = WireFormat.AVRO.encoder().encode(Samples.sparse());
    byte[] event = Arrays.copyOf(current, current.length + 3);
    event[current.length] = 4;
    byte[] head = AvroHeader.of(ShippedSchemas.fingerprint(longer));
    System.arraycopy(head, 0, event, 0, head.length);

    new AvroExampleDecoder(Limits.DEFAULT, new ShippedSchemas("Example", List.of(longer, newest)))
        .decode(event, buffer);
    assertThat(buffer.id()).isEqualTo("f-17");
  }

  @Test
  void damagedEventsOfAnOlderVersionAreRefused() throws IOException {
    DamagedEventsTest.damage(decoder, List.of(bytes(event)), 5_000);
  }

  private byte[] bytes(GenericRecord record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(AvroHeader.of(ShippedSchemas.fingerprint(older)));
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(older).write(record, out);
    out.flush();
    return bytes.toByteArray();
  }
}
