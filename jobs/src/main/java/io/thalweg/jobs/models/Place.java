package io.thalweg.jobs.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A path or URI that models were asked from, checked as far as it lies on this machine.
 *
 * @param path folder of a savepoint or checkpoint, as Flink takes it
 * @param exported the file of an exported model, if it is one
 */
record Place(String path, Optional<Path> exported) {
  private static final String METADATA = "_metadata";
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

  /** Finds out what lies there. */
  static Place of(String place) throws ModelsException {
    boolean uri = SCHEME.matcher(place).matches();
    if (uri && !place.startsWith("file:")) {
      return new Place(place, Optional.empty());
    }
    Path path = local(place, uri);
    if (Files.isRegularFile(path)) {
      return path.endsWith(METADATA)
          ? new Place(path.toAbsolutePath().getParent().toUri().toString(), Optional.empty())
          : new Place(place, Optional.of(path));
    }
    if (!Files.isDirectory(path)) {
      throw new ModelsException("no such file or folder: " + place);
    }
    if (!Files.isRegularFile(path.resolve(METADATA))) {
      throw new ModelsException(
          "no savepoint or checkpoint, it holds no "
              + METADATA
              + ": "
              + place
              + newest(path).map(below -> "; newest below: " + below).orElse(""));
    }
    return new Place(path.toUri().toString(), Optional.empty());
  }

  private static Path local(String place, boolean uri) throws ModelsException {
    try {
      return uri ? Path.of(java.net.URI.create(place)) : Path.of(place);
    } catch (IllegalArgumentException e) {
      throw new ModelsException("no path or URI of a file: " + place);
    }
  }

  private static Optional<Path> newest(Path folder) {
    try (Stream<Path> files = Files.walk(folder, 3)) {
      return files
          .filter(file -> file.endsWith(METADATA))
          .max(Comparator.comparing(Place::modified))
          .map(Path::getParent);
    } catch (IOException | java.io.UncheckedIOException e) {
      // Only a hint is lost.
      return Optional.empty();
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
