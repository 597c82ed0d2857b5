package io.thalweg.jobs.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that a run makes and clears away. */
public final class Folders {
  private Folders() {}

  /** Deletes a folder as far as it can be: others may still be writing there. */
  public static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(folder)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    } catch (java.io.UncheckedIOException e) {
      return;
    }
    for (Path path : deepestFirst) {
      path.toFile().delete();
    }
  }
}
