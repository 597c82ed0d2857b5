package io.thalweg.jobs.cli;

import io.thalweg.jobs.OptimizeJob;
import io.thalweg.jobs.local.Folders;
import io.thalweg.jobs.local.LocalFlink;
import io.thalweg.jobs.settings.OptimizeSettings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
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

  private final OptimizeSettings settings;
  private final Optional<String> state;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * @param state savepoint or checkpoint to start from
   * @param out takes the summary
   * @param err takes the progress
   */
  EmbeddedRun(OptimizeSettings settings, Optional<String> state, PrintWriter out, PrintWriter err) {
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
      OptimizeJob.build(env, settings);
      return await(env.executeAsync(settings.name()));
    } finally {
      Folders.delete(work);
    }
  }

  private int await(JobClient job) throws InterruptedException, JobFailedException {
    long start = System.nanoTime();
    CountDownLatch ended = new CountDownLatch(1);
    Thread cancel = new Thread(() -> cancel(job, ended), "cancel");
    Runtime.getRuntime().addShutdownHook(cancel);
    Progress progress = Progress.start(job::getAccumulators, err, Progress.PERIOD);
    try {
      Tally tally = Tally.of(job.getJobExecutionResult().get().getAllAccumulatorResults());
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
    } finally {
      ended.countDown();
      release(cancel);
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void cancel(JobClient job, CountDownLatch ended) {
    try {
      job.cancel().get(CANCELLATION.toMillis(), TimeUnit.MILLISECONDS);
      ended.await(CANCELLATION.toMillis(), TimeUnit.MILLISECONDS);
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
