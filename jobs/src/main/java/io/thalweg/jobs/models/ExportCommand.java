package io.thalweg.jobs.models;

import io.thalweg.state.ModelExport;
import io.thalweg.state.ModelFormatException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes one model to a file. */
@Command(
    name = "export",
    description = "Writes one model to a file that show and diff read, or to JSON.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  /** What is written. */
  enum Format {
    /** The model's bytes, with its settings and feature names behind them. */
    BINARY,
    /** Settings, version and weights by index and name, for people and other programs. */
    JSON
  }

  @Parameters(
      index = "0",
      paramLabel = "SAVEPOINT",
      description = "Folder of a savepoint or checkpoint, or an exported model; a path or a URI.")
  private String place;

  @Parameters(index = "1", paramLabel = "MODEL", description = "The model's name.")
  private String model;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The new file.")
  private Path file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "binary",
      description = "binary or json (${DEFAULT-VALUE}).")
  private String format;

  @Option(names = "--overwrite", description = "Replace FILE if it exists.")
  private boolean overwrite;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return Reply.of(
        spec,
        out -> {
          Format wanted = format(format);
          checkFree();
          ModelExport found = Models.named(ModelSource.at(place), place, model);
          OpenedModel opened = OpenedModel.of(found);
          byte[] bytes = wanted == Format.JSON ? ModelJson.of(opened) : binary(opened);
          write(bytes);
          out.println(
              "%s: %s, %s events, digest %s: %s bytes"
                  .formatted(
                      file,
                      Text.line(found.name()),
                      Text.count(opened.header().progress().events()),
                      Text.digest(opened.header().progress().digest()),
                      Text.count(bytes.length)));
          return Reply.DONE;
        });
  }

  private static Format format(String word) throws ModelsException {
    for (Format format : Format.values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(word)) {
        return format;
      }
    }
    throw new ModelsException("--format must be binary or json: " + word);
  }

  private void checkFree() throws ModelsException {
    if (Files.isDirectory(file)) {
      throw new ModelsException("--out must be a file, not a folder: " + file);
    }
    if (Files.exists(file) && !overwrite) {
      throw new ModelsException("the file exists, replace it with --overwrite: " + file);
    }
  }

  /** The export with the names of those features that have a weight, whatever else the job met. */
  private static byte[] binary(OpenedModel opened) throws ModelsException {
    FeatureLabels labels =
        new FeatureLabels(opened.spec().features(), opened.export().featureNames());
    SortedSet<String> names = new TreeSet<>();
    try {
      opened.weights(
          (place, weight) ->
              labels.names(opened.index(place)).forEach(named -> names.add(named.name())));
      return new ModelExport(
              opened.export().name(),
              opened.export().settings(),
              List.copyOf(names),
              opened.export().model())
          .toBytes();
    } catch (ModelFormatException e) {
      throw new ModelsException("model " + opened.export().name() + ": " + e.getMessage());
    }
  }

  /** Writes the file whole or not at all. */
  private void write(byte[] bytes) throws ModelsException {
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      Path part = Files.createTempFile(target.getParent(), ".export-", ".part");
      try {
        Files.write(part, bytes);
        move(part, target);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new ModelsException("cannot write " + file + ": " + e.getMessage());
    }
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
