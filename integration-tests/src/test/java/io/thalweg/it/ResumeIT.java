package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.jobs.local.Checkpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedServices.class)
class ResumeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Topology: {@link FlightLog} in a topic of 6 partitions, {@code thalweg run} as a process at
   * parallelism 2 with a folder for checkpoints, one every 200 ms. Failure: the process is killed
   * (signal 9) at work, twice, and started anew with {@code --resume}; in the end it is told to
   * stop, as by Ctrl-C. Invariants: every model's bytes, in the checkpoint that is kept, every
   * answer and every dead letter equal those of a run without failures; none is lost, none stands
   * twice for a reader of committed records.
   */
  @Test
  void aKilledCommandResumes(
      Topics topics, JavaProcesses processes, UninterruptedRun expected, @TempDir Path folder)
      throws Exception {
    FlightRun run = FlightRun.on(topics);
    Path checkpoints = folder.resolve("checkpoints");
    Path settings =
        Files.writeString(
            folder.resolve("settings.yaml"),
            run.settings()
                + "parallelism: 2\n"
                + "checkpoints: {dir: "
                + checkpoints
                + ", interval: 200 ms}\n");
    String[] start = {"run", "--settings", settings.toString()};
    String[] resume = {"run", "--settings", settings.toString(), "--resume"};

    run.feed();
    JavaProcess command = ThalwegCommand.start(processes, start);
    run.awaitCommitted();
    for (int kill = 0; kill < 2; kill++) {
      run.feed();
      run.feedUntilAtWork();
      command.kill();
      command = ThalwegCommand.start(processes, resume);
    }
    run.feedAll();
    run.awaitCommitted();
    command.terminate();
    command.awaitExit(PATIENCE);

    assertThat(command.output()).anyMatch(line -> line.startsWith("cancelled: " + run.name()));
    Fold fold = run.fold(Checkpoints.newest(checkpoints).orElseThrow().toString());
    assertThat(expected.fold().differences(fold)).isEmpty();
  }
}
