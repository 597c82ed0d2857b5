package io.thalweg.jobs.demo;

import io.thalweg.jobs.local.Folders;
import io.thalweg.jobs.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The folder of a demo: the broker's log, the checkpoints, the page. A file marks it as a demo's,
 * so that nothing else is ever deleted; another one says that its run came to its end.
 */
final class DemoFolder {
  private static final String DEMO = "thalweg-demo";
  private static final String PROMISES = "thalweg-promises";
  private static final String ENDED = "ended";

  private final Path folder;
  private final boolean begun;

  private DemoFolder(Path folder, boolean begun) {
    this.folder = folder;
    this.begun = begun;
  }

  /**
   * Opens a folder: as it is where a run was cut off, emptied after a whole run, new otherwise.
   *
   * @throws SettingsException if it is a file, or holds something that is not a demo's
   */
  static DemoFolder open(Path folder) throws IOException, SettingsException {
    return open(folder, DEMO);
  }

  /** The same for the demo of promises, which has its own mark. */
  static DemoFolder ofPromises(Path folder) throws IOException, SettingsException {
    return open(folder, PROMISES);
  }

  private static DemoFolder open(Path folder, String name) throws IOException, SettingsException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new SettingsException("--dir", "must be a folder, but a file stands there: " + folder);
    }
    Files.createDirectories(folder);
    Path mark = folder.resolve(name);
    if (!Files.exists(mark)) {
      try (Stream<Path> entries = Files.list(folder)) {
        if (entries.findAny().isPresent()) {
          throw new SettingsException("--dir", "must be empty or an earlier demo's: " + folder);
        }
      }
      Files.createFile(mark);
      return new DemoFolder(folder, false);
    }
    if (!Files.exists(folder.resolve(ENDED))) {
      return new DemoFolder(folder, true);
    }
    Folders.delete(folder);
    Files.createDirectories(folder);
    Files.createFile(mark);
    return new DemoFolder(folder, false);
  }

  /** Whether a run was begun here and cut off. */
  boolean begun() {
    return begun;
  }

  Path broker() {
    return folder.resolve("broker");
  }

  Path checkpoints() {
    return folder.resolve("checkpoints").toAbsolutePath();
  }

  Path savepoints() {
    return folder.resolve("savepoints").toAbsolutePath();
  }

  Path page() {
    return folder.resolve("index.html");
  }

  /** Says that the run has come to its end. */
  void end() throws IOException {
    Files.createFile(folder.resolve(ENDED));
  }
}
