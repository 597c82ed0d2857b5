package io.thalweg.jobs.settings;

import static java.util.Objects.requireNonNull;

import io.thalweg.wire.WireFormat;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file, or a folder of part files.
 *
 * @param path a path of this machine, or a URI of a file system that Flink knows
 * @param singleFile whether it is one file, written whole when the job ends
 */
public record PathEndpoint(String path, WireFormat format, boolean singleFile) implements Endpoint {
  public PathEndpoint {
    requireNonNull(format, "format");
    if (path.isBlank()) {
      throw new IllegalArgumentException("path must not be blank");
    }
    Optional<WireFormat> ending = formatOfEnding(path);
    if (singleFile != ending.isPresent() || ending.filter(e -> e != format).isPresent()) {
      throw new IllegalArgumentException(
          "a path that ends in .jsonl or .avro is one file of that format, any other a folder:"
              + " path="
              + path
              + ", format="
              + format
              + ", singleFile="
              + singleFile);
    }
  }

  /** The format that the ending of a single file stands for; empty for a folder. */
  static Optional<WireFormat> formatOfEnding(String path) {
    if (path.endsWith(".jsonl")) {
      return Optional.of(WireFormat.JSON);
    }
    return path.endsWith(".avro") ? Optional.of(WireFormat.AVRO) : Optional.empty();
  }

  /** The path on this machine, absolute; empty when it lies in another file system. */
  public Optional<Path> local() {
    return LocalPaths.of(path);
  }
}
