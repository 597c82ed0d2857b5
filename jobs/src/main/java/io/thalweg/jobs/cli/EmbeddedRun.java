package io.thalweg.jobs.cli;

import io.thalweg.jobs.Jobs;
import io.thalweg.jobs.local.Folders;
import io.thalweg.jobs.local.LocalFlink;
import io.thalweg.jobs.settings.JobSettings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;

/**
 * One run of a job in this JVM, from its start to its end: progress on the way, a summary behind.
 * When the JVM is told to stop, the job is cancelled first.
 */
final class EmbeddedRun implements Callable<Integer> {
  private static final Duration CANCELLATION = Duration.ofSeconds(10);

  private final JobSettings settings;
  private final Optional<String> state;
  private final PrintWriter out;
  private final PrintWriter err;
  private final CompletableFuture<JobClient> job = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * @param state savepoint or checkpoint to start from
   * @param out takes the summary
   * @param err takes the progress
   */
  EmbeddedRun(JobSettings settings, Optional<String> state, PrintWriter out, PrintWriter err) {
    this.settings = settings;
    this.state = state;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the job to its end.
   *
   * @return the exit code: 0 when it has ended by itself, 1 when it was cancelled
   * @throws JobFailedException when it failed
   */
  @Override
  public Integer call() throws Exception {
    Thread cancellation = new Thread(this::cancel, "cancellation");
    Runtime.getRuntime().addShutdownHook(cancellation);
    Path work = Files.createTempDirectory("thalweg-");
    try {
      LocalFlink flink = new LocalFlink(settings, state, work);
      flink
          .webPage()
          .ifPresent(
              page -> {
                err.println("Flink's pages: " + page);
                err.flush();
              });
      StreamExecutionEnvironment env = flink.environment();
      Jobs.build(env, settings);
      JobClient started = env.executeAsync(settings.name());
      job.complete(started);
      return await(started);
    } finally {
      Folders.delete(work);
      ended.countDown();
      release(cancellation);
    }
  }

  private int await(JobClient started) throws InterruptedException, JobFailedException {
    long start = System.nanoTime();
    Progress progress = Progress.start(started::getAccumulators, err, Progress.PERIOD);
    try {
      Tally tally = Tally.of(started.getJobExecutionResult().get().getAllAccumulatorResults());
      progress.close();
      Summary.print(settings, "done", tally, seconds(start), out);
      return Thalweg.DONE;
    } catch (ExecutionException e) {
      progress.close();
      if (ExceptionUtils.findThrowable(e, JobCancellationException.class).isPresent()) {
        Summary.print(settings, "cancelled", progress.last(), seconds(start), out);
        return Thalweg.FAILED;
      }
      throw new JobFailedException(settings.kafka().redact(Lines.rootCause(e)), e);
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Runs while the JVM stops: the JVM waits for it. */
  private void cancel() {
    long millis = CANCELLATION.toMillis();
    try {
      job.get(millis, TimeUnit.MILLISECONDS).cancel().get(millis, TimeUnit.MILLISECONDS);
      ended.await(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // It has ended meanwhile, or hangs: the JVM goes on to stop.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void release(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is stopping, the hook is at work: it was its signal that ended the job.
      return;
    }
  }
}
