package io.thalweg.jobs.cli;

import io.thalweg.jobs.local.Checkpoints;
import io.thalweg.jobs.settings.LocalPaths;
import io.thalweg.jobs.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the state that a job is to start from. */
final class Restores {
  private Restores() {}

  /**
   * The newest complete checkpoint under a folder that jobs wrote their checkpoints to.
   *
   * @return its path
   */
  static String newest(Optional<String> checkpointDir) throws SettingsException {
    if (checkpointDir.isEmpty()) {
      throw new SettingsException("--resume", "needs checkpoints.dir to be set");
    }
    Path folder =
        LocalPaths.of(checkpointDir.get())
            .orElseThrow(
                () ->
                    new SettingsException(
                        "--resume",
                        "finds checkpoints of this machine only; give --from instead: "
                            + checkpointDir.get()));
    try {
      return Checkpoints.newest(folder)
          .map(Path::toString)
          .orElseThrow(
              () -> new SettingsException("--resume", "no complete checkpoint under " + folder));
    } catch (IOException e) {
      throw new SettingsException("--resume", "cannot read " + folder + ": " + e.getMessage());
    }
  }

  /** The given savepoint or checkpoint, refused when it lies on this machine and is none. */
  static Optional<String> checked(Optional<String> from) throws SettingsException {
    if (from.isPresent()) {
      Optional<Path> local = LocalPaths.of(from.get());
      if (local.isPresent() && !Checkpoints.isComplete(local.get())) {
        throw new SettingsException(
            "--from",
            "no savepoint or checkpoint, it holds no " + Checkpoints.METADATA + ": " + from.get());
      }
    }
    return from;
  }
}
