package io.thalweg.jobs.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells paths of this machine from those of other file systems. */
public final class LocalPaths {
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:/.*");

  private LocalPaths() {}

  /** The path on this machine, absolute; empty when it lies in another file system. */
  public static Optional<Path> of(String path) {
    if (!SCHEME.matcher(path).matches()) {
      return Optional.of(Path.of(path).toAbsolutePath().normalize());
    }
    return path.startsWith("file:/")
        ? Optional.of(Path.of(URI.create(path).getPath()).normalize())
        : Optional.empty();
  }
}
