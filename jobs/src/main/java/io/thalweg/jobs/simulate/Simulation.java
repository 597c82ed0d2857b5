package io.thalweg.jobs.simulate;

import io.thalweg.jobs.DecideJob;
import io.thalweg.jobs.local.EmbeddedBroker;
import io.thalweg.jobs.local.LocalFlink;
import io.thalweg.jobs.settings.DecideSettings;
import io.thalweg.jobs.settings.Endpoint;
import io.thalweg.jobs.settings.TopicEndpoint;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A decide job and its world, from the first request to the last outcome: feed, job and world side
 * by side, coupled by topics alone.
 *
 * <pre>
 *   feed ─▶ decision-requests ─▶ job ─▶ decisions ─▶ world
 *                                 ▲                    │
 *                                 └──── outcomes ◀─────┘
 * </pre>
 *
 * <p>When the job has read all that was decided and told, it is stopped with a savepoint and
 * drained: what still waits for an outcome has waited in vain, and counts as timed out.
 */
public final class Simulation {
  private static final Duration LINE_EVERY = Duration.ofSeconds(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  /**
   * What came of it.
   *
   * @param rounds number of different requests, all of them decided
   * @param repeats decisions in the ledger whose id had been decided before
   * @param counts the job's own, when all was over
   * @param decided number of requests decided in this run; the others had been in one cut off
   * @param elapsed wall time from the first of them to the last one
   */
  public record Result(long rounds, long repeats, Counts counts, long decided, Duration elapsed) {
    /** Decisions of this run per second of wall time. */
    public double decidedPerSecond() {
      return decided / Math.max(1e-9, elapsed.toNanos() / 1e9);
    }
  }

  private final DecideSettings settings;
  private final EmbeddedBroker broker;
  private final OutcomePlan plan;
  private final Scenario scenario;

  /**
   * @param settings of a job that reads and writes topics, which are made where they are absent
   * @param broker that the settings name
   * @param plan when outcomes are told
   */
  public Simulation(
      DecideSettings settings, EmbeddedBroker broker, OutcomePlan plan, Scenario scenario) {
    this.settings = settings;
    this.broker = broker;
    this.plan = plan;
    this.scenario = scenario;
  }

  /**
   * Runs to the end.
   *
   * @param state checkpoint to go on from
   * @param work folder for what the run need not keep
   * @param savepoints folder for the last savepoint
   * @param progress takes a line every two seconds
   */
  public Result run(
      Optional<String> state, Path work, Path savepoints, Pace pace, PrintWriter progress)
      throws Exception {
    Properties client = settings.kafka().properties();
    String requests = topic(settings.input().requests().orElseThrow().endpoint());
    String ledger = topic(settings.input().ledger().endpoint());
    String outcomes = topic(settings.input().outcomes().endpoint());
    for (String topic :
        List.of(requests, ledger, outcomes, topic(settings.output().deadLetters()))) {
      // One model, whose events all stand in one partition: others would only be waited for.
      broker.ensureTopic(topic, 1);
    }
    ExecutorService threads = Executors.newFixedThreadPool(2, Simulation::daemon);
    try (World world = new World(client, ledger, outcomes, plan, scenario)) {
      LocalFlink flink = new LocalFlink(settings, state, work);
      StreamExecutionEnvironment env = flink.environment();
      flink.webPage().ifPresent(page -> say(progress, "Flink's pages: " + page));
      DecideJob.build(env, settings);
      long start = System.nanoTime();
      JobClient job = env.executeAsync(settings.name());
      RequestFeed feed = new RequestFeed(client, requests, pace);
      Future<Long> feeding =
          threads.submit(
              () -> {
                long rounds = feed.send(scenario.requests(), world::played);
                world.expect(rounds);
                return rounds;
              });
      Future<?> acting = threads.submit(world);
      Ticker ticker = new Ticker(job, progress, start);
      while (!(feeding.isDone() && acting.isDone())) {
        ticker.tick(feed, world);
        requireNoFailure(feeding, acting);
      }
      Duration elapsed = Duration.ofNanos(System.nanoTime() - world.firstDecidedNanos());
      long rounds = feeding.get();
      acting.get();
      try (Admin admin = Admin.create(client)) {
        while (!hasRead(admin, List.of(requests, ledger, outcomes))) {
          ticker.tick(feed, world);
        }
      }
      // The job's result says more than the place of the savepoint.
      String unused =
          job.stopWithSavepoint(true, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
              .get();
      Map<String, Object> counted = job.getJobExecutionResult().get().getAllAccumulatorResults();
      return new Result(rounds, world.repeats(), Counts.of(counted), world.decided(), elapsed);
    } finally {
      threads.shutdownNow();
    }
  }

  /** A failure is thrown as soon as it is there, not when the other one has ended too. */
  private static void requireNoFailure(Future<?>... parts)
      throws ExecutionException, InterruptedException {
    for (Future<?> part : parts) {
      if (part.isDone()) {
        part.get();
      }
    }
  }

  /** Whether the job's last checkpoint has read the topics to their ends. */
  private boolean hasRead(Admin admin, List<String> topics)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> read =
        admin
            .listConsumerGroupOffsets(settings.consumerGroup())
            .partitionsToOffsetAndMetadata()
            .get();
    for (String topic : topics) {
      TopicPartition partition = new TopicPartition(topic, 0);
      ListOffsetsResultInfo end =
          admin
              .listOffsets(Map.of(partition, OffsetSpec.latest()))
              .partitionResult(partition)
              .get();
      long position = read.containsKey(partition) ? read.get(partition).offset() : 0;
      if (position < end.offset()) {
        return false;
      }
    }
    return true;
  }

  /** Waits a little, watches the job, and prints a line when it is time. */
  private final class Ticker {
    private final CompletableFuture<JobExecutionResult> ended;
    private final PrintWriter out;
    private final long start;
    private long lastLine;
    private long playedBefore;

    Ticker(JobClient job, PrintWriter out, long start) {
      this.ended = job.getJobExecutionResult();
      this.out = out;
      this.start = start;
      this.lastLine = start;
    }

    void tick(RequestFeed feed, World world) throws InterruptedException, ExecutionException {
      try {
        ended.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        throw new IllegalStateException("the job must run until it is stopped: it has ended");
      } catch (TimeoutException e) {
        // It runs, as it should.
        long now = System.nanoTime();
        if (now - lastLine < LINE_EVERY.toNanos()) {
          return;
        }
        long played = world.played();
        say(
            out,
            String.format(
                Locale.ROOT,
                "%5d s  %,9d asked  %,9d decided  %,9d told  %,7.0f/s  %s",
                TimeUnit.NANOSECONDS.toSeconds(now - start),
                feed.sent(),
                played,
                world.told(),
                (played - playedBefore) * 1e9 / (now - lastLine),
                scenario.standing()));
        lastLine = now;
        playedBefore = played;
      }
    }
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  private static String topic(Endpoint endpoint) {
    return ((TopicEndpoint) endpoint).topic();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "simulation");
    thread.setDaemon(true);
    return thread;
  }
}
