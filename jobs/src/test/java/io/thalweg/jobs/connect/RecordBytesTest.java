package io.thalweg.jobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.ModelVersion;
import io.thalweg.Prediction;
import io.thalweg.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;

class RecordBytesTest {
  private static Prediction prediction(int k) {
    ModelVersion version = new ModelVersion((long) k, "0123456789abcdef");
    return new Prediction(
        "m", "e" + k, Instant.ofEpochMilli(k), 0.5, k / 3.0, null, null, version, null, null);
  }

  /** Ten records, by writers that are cut off after every third. */
  private static byte[] continued(WireFormat format) throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    RecordBytes<Prediction> bytes = RecordBytes.of(RecordKind.PREDICTIONS, format, false);
    for (int k = 0; k < 10; k++) {
      if (k > 0 && k % 3 == 0) {
        file.writeBytes(bytes.take());
        bytes.add(prediction(77));
        bytes = RecordBytes.of(RecordKind.PREDICTIONS, format, true);
      }
      bytes.add(prediction(k));
    }
    file.writeBytes(bytes.take());
    return file.toByteArray();
  }

  @Test
  void aContinuedContainerIsAWholeFile() throws Exception {
    List<Prediction> read = new ArrayList<>();
    try (var reader =
        new DataFileReader<>(
            new SeekableByteArrayInput(continued(WireFormat.AVRO)),
            new SpecificDatumReader<>(Prediction.class))) {
      reader.forEach(read::add);
    }

    assertThat(read).hasSize(10);
    for (int k = 0; k < 10; k++) {
      assertThat(read.get(k)).isEqualTo(prediction(k));
    }
  }

  @Test
  void continuedLinesAreAWholeFile() throws Exception {
    String text = new String(continued(WireFormat.JSON), StandardCharsets.UTF_8);

    assertThat(text.lines()).hasSize(10).allMatch(line -> line.startsWith("{\"model\":\"m\""));
    assertThat(text).endsWith("\n");
  }

  @Test
  void aContainerWithoutRecordsIsStillAFile() throws Exception {
    byte[] empty = RecordBytes.of(RecordKind.PREDICTIONS, WireFormat.AVRO, false).take();
    try (var reader =
        new DataFileReader<>(
            new SeekableByteArrayInput(empty), new SpecificDatumReader<>(Prediction.class))) {
      assertThat(reader.hasNext()).isFalse();
    }
  }
}
