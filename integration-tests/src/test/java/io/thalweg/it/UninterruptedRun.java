package io.thalweg.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.util.FileUtils;

/**
 * What one task of the plain job makes of the whole {@link FlightLog} in one go: nothing fails, no
 * checkpoint is taken before the end, no model leaves the cache. Made once for all tests; every
 * other run over this log must end up with the same.
 */
record UninterruptedRun(Fold fold) {
  static UninterruptedRun make(Topics topics, WatchedMiniCluster cluster) {
    try {
      Path folder = Files.createTempDirectory("thalweg-uninterrupted");
      try {
        return make(topics, cluster, folder);
      } finally {
        FileUtils.deleteDirectory(folder.toFile());
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static UninterruptedRun make(Topics topics, WatchedMiniCluster cluster, Path folder) {
    try {
      FlightRun run = FlightRun.on(topics);
      while (run.fed() < FlightRun.PARTS) {
        run.feed();
      }
      FlinkSettings settings =
          FlinkSettings.exactlyOnce(folder).with("restart-strategy.type", "none");
      WatchedJob job = cluster.submit(run.plain(settings, "state.cacheBytes=64 MiB"));
      run.awaitWritten();
      return new UninterruptedRun(run.fold(job.drain(SavepointFormatType.NATIVE, folder)));
    } catch (Exception e) {
      throw new IllegalStateException("the run that nothing interrupts must succeed", e);
    }
  }
}
