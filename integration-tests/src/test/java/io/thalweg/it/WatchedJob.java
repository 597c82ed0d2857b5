package io.thalweg.it;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;

/**
 * A running job, seen and steered from outside: the same for a cluster inside this JVM ({@link
 * WatchedMiniCluster}) and one of several processes ({@link ProcessCluster}). Steering methods
 * return when what they ask for is done.
 */
interface WatchedJob {
  Duration PATIENCE = Duration.ofSeconds(90);

  JobStatus status() throws Exception;

  /** Whether every task of the job runs; a job counts as running well before its tasks do. */
  boolean allTasksRun() throws Exception;

  /** Completed checkpoints and savepoints since submission. */
  long completedCheckpoints() throws Exception;

  /** How often the job was restarted since submission. */
  int restarts() throws Exception;

  /** Where the newest completed checkpoint lies, for {@code restore}; empty before the first. */
  Optional<String> latestCheckpoint() throws Exception;

  /** Why the job failed last; empty if it never did. */
  Optional<String> failure() throws Exception;

  /** The most bytes of records on their way between tasks that a checkpoint has held. */
  long inFlightBytes() throws Exception;

  /** Takes a checkpoint now. */
  void checkpoint() throws Exception;

  /** Takes a savepoint under {@code folder}, and returns its path; the job goes on. */
  String savepoint(SavepointFormatType format, Path folder) throws Exception;

  /** Stops the job with a savepoint under {@code folder}, and returns its path. */
  String stop(SavepointFormatType format, Path folder) throws Exception;

  /** As {@link #stop}, but first ends the input: the watermark goes to the end of time. */
  String drain(SavepointFormatType format, Path folder) throws Exception;

  /** Cancels the job: the newest checkpoint stays, what came after it is undone. */
  void cancel() throws Exception;

  default void awaitRunning() throws Exception {
    await(this::allTasksRun, run -> run, "all tasks run");
  }

  /**
   * Returns when {@code count} more checkpoints are complete than at the call. The first may have
   * begun before the call, so a state at or after the call is certain from the second on.
   */
  default void awaitCheckpoints(int count) throws Exception {
    long wanted = completedCheckpoints() + count;
    await(this::completedCheckpoints, done -> done >= wanted, wanted + " completed checkpoints");
  }

  /** Returns when the job has been restarted {@code count} times in all and all its tasks run. */
  default void awaitRestarts(int count) throws Exception {
    await(this::restarts, seen -> seen >= count, count + " restarts");
    awaitRunning();
  }

  /** Returns when a checkpoint has held records on their way between tasks. */
  default void awaitInFlight() throws Exception {
    await(this::inFlightBytes, bytes -> bytes > 0, "records in a checkpoint");
  }

  /** Returns when the job has come to its end by itself or by {@link #stop}. */
  default void awaitFinished() throws Exception {
    await(this::status, JobStatus.FINISHED::equals, "job finished");
  }

  /** Waits for a value, but no longer once the job has ended and the value can change no more. */
  private <T> void await(Await.Look<T, Exception> look, Predicate<T> wanted, String what)
      throws Exception {
    Await.Look<T, Exception> ofALivingJob =
        () -> {
          JobStatus status = status();
          T seen = look.take();
          if (status.isGloballyTerminalState() && !wanted.test(seen)) {
            throw new AssertionError(
                "the job ended as " + status + " before: " + what + "; " + failure().orElse(""));
          }
          return seen;
        };
    Await.value(ofALivingJob, wanted, PATIENCE, what);
  }
}
