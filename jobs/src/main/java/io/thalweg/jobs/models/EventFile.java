package io.thalweg.jobs.models;

import io.thalweg.wire.ExampleBuffer;
import io.thalweg.wire.Limits;
import io.thalweg.wire.RejectedEventException;
import io.thalweg.wire.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the one event of a file, in the JSON of the protocol. */
final class EventFile {
  /** What any input may be set to allow. */
  private static final Limits LIMITS = new Limits(64 << 20, 1 << 24);

  private EventFile() {}

  static ExampleBuffer read(Path file) throws ModelsException {
    byte[] bytes = bytes(file);
    ExampleBuffer event = new ExampleBuffer();
    try {
      WireFormat.JSON.exampleDecoder(LIMITS).decode(bytes, event);
    } catch (RejectedEventException e) {
      throw refused(file, e);
    }
    return event;
  }

  /** What is said of an event that is refused, while it is decoded or by its model. */
  static ModelsException refused(Path file, RejectedEventException e) {
    return new ModelsException("event " + file + ": " + e.reason().code() + ": " + e.getMessage());
  }

  private static byte[] bytes(Path file) throws ModelsException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LIMITS.maxBytes() + 1);
      // A line, as it stands in a file of many.
      return new String(bytes, StandardCharsets.ISO_8859_1)
          .strip()
          .getBytes(StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new ModelsException("cannot read " + file + ": " + e.getMessage());
    }
  }
}
