package io.thalweg.jobs.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the text of small files: settings, secrets. Bounded, UTF-8 only. */
final class SettingsFile {
  /** Longest settings file, in bytes. */
  static final int MAX_BYTES = 1 << 20;

  private SettingsFile() {}

  static String read(Path file) throws SettingsException {
    try {
      return text(file, MAX_BYTES);
    } catch (IOException e) {
      throw new SettingsException("--settings", "cannot read " + file + ": " + reason(e));
    }
  }

  /**
   * The text of a file of at most {@code maxBytes}.
   *
   * @throws IOException when it is absent, unreadable, longer, or no UTF-8
   */
  static String text(Path file, int maxBytes) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a folder");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(maxBytes + 1);
    }
    if (bytes.length > maxBytes) {
      throw new IOException("it is longer than " + maxBytes + " bytes");
    }
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** Why a file cannot be used, without its name. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    if (e instanceof CharacterCodingException) {
      return "it is not UTF-8 text";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
