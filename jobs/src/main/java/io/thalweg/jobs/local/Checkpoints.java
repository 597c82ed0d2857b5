package io.thalweg.jobs.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Checkpoints and savepoints on this machine's disk. A complete one holds {@value #METADATA}. */
public final class Checkpoints {
  /** The file that a checkpoint or savepoint gets when it is complete. */
  public static final String METADATA = "_metadata";

  private static final String PREFIX = "chk-";

  private Checkpoints() {}

  /** Whether {@code path} is a complete checkpoint or savepoint, or the metadata file of one. */
  public static boolean isComplete(Path path) {
    return Files.isRegularFile(path.resolve(METADATA))
        || (path.endsWith(METADATA) && Files.isRegularFile(path));
  }

  /** The newest complete checkpoint under the folder that jobs write their checkpoints to. */
  public static Optional<Path> newest(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(folder, 3)) {
      return files
          .filter(f -> f.endsWith(METADATA) && name(f).startsWith(PREFIX))
          .max(Comparator.comparing(Checkpoints::modified).thenComparing(Checkpoints::number))
          .map(Path::getParent);
    }
  }

  private static String name(Path metadata) {
    return metadata.getParent().getFileName().toString();
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (NoSuchFileException e) {
      // Gone since it was listed: the oldest of all.
      return FileTime.fromMillis(0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static long number(Path metadata) {
    String digits = name(metadata).substring(PREFIX.length());
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
  }
}
