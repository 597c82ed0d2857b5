package io.thalweg.jobs.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.DeadLetter;
import io.thalweg.jobs.settings.KafkaSettings;
import io.thalweg.jobs.settings.PathEndpoint;
import io.thalweg.stream.EventPlaces;
import io.thalweg.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedEventsTest {
  private static final KafkaSettings NO_KAFKA = new KafkaSettings(Map.of());

  @TempDir private Path folder;

  private static DeadLetter letter(String reason, int partition, long offset) {
    return new DeadLetter(
        reason,
        "why",
        "labels",
        partition,
        offset,
        Instant.ofEpochMilli(0),
        null,
        ByteBuffer.wrap(new byte[600]),
        600,
        "job");
  }

  private static final List<DeadLetter> LETTERS =
      List.of(
          letter("late-after-idle", 0, 7),
          letter("late", 0, 8),
          letter("late-after-idle", 1, 9),
          letter("duplicate-id", 1, 10));

  private static byte[] lines(List<DeadLetter> letters) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (DeadLetter letter : letters) {
      lines.writeBytes(WireFormat.JSON.encoder().encode(letter));
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private static void assertFound(EventPlaces places) {
    assertThat(places.size()).isEqualTo(2);
    assertThat(places.contains("labels", 0, 7)).isTrue();
    assertThat(places.contains("labels", 1, 9)).isTrue();
    assertThat(places.contains("labels", 0, 8)).isFalse();
    assertThat(places.contains("examples", 0, 7)).isFalse();
  }

  @Test
  void aFileOfLinesIsRead() throws Exception {
    Path file = Files.write(folder.resolve("dead.jsonl"), lines(LETTERS));
    assertFound(
        RefusedEvents.in(new PathEndpoint(file.toString(), WireFormat.JSON, true), NO_KAFKA));
  }

  @Test
  void aContainerIsRead() throws Exception {
    Path file = folder.resolve("dead.avro");
    try (var out =
        new DataFileWriter<>(new SpecificDatumWriter<>(DeadLetter.class))
            .create(DeadLetter.getClassSchema(), file.toFile())) {
      for (DeadLetter letter : LETTERS) {
        out.append(letter);
      }
    }
    assertFound(
        RefusedEvents.in(new PathEndpoint(file.toString(), WireFormat.AVRO, true), NO_KAFKA));
  }

  @Test
  void allPartsOfAFolderAreReadButNotWhatIsHidden() throws Exception {
    Path parts = Files.createDirectory(folder.resolve("dead"));
    Files.write(parts.resolve("part-0"), lines(LETTERS.subList(0, 2)));
    Files.write(parts.resolve("part-1"), lines(LETTERS.subList(2, 4)));
    Files.writeString(parts.resolve(".part-2.inprogress"), "half a li");
    assertFound(
        RefusedEvents.in(new PathEndpoint(parts.toString(), WireFormat.JSON, false), NO_KAFKA));
  }

  @Test
  void whatIsNoDeadLetterIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("dead.jsonl"), "{\"reason\":1}\n");
    PathEndpoint endpoint = new PathEndpoint(file.toString(), WireFormat.JSON, true);
    assertThatThrownBy(() -> RefusedEvents.in(endpoint, NO_KAFKA))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dead letters of an earlier run must be readable")
        .hasMessageContaining("dead.jsonl")
        .hasMessageContaining("reason must be");
  }
}
