package io.thalweg.jobs.demo;

import io.thalweg.jobs.OptimizeJob;
import io.thalweg.jobs.flights.Baselines;
import io.thalweg.jobs.flights.DemoPage;
import io.thalweg.jobs.flights.DemoReport;
import io.thalweg.jobs.flights.Flight;
import io.thalweg.jobs.flights.FlightExamples;
import io.thalweg.jobs.flights.FlightFeed;
import io.thalweg.jobs.flights.Flights;
import io.thalweg.jobs.local.Checkpoints;
import io.thalweg.jobs.local.EmbeddedBroker;
import io.thalweg.jobs.local.Folders;
import io.thalweg.jobs.local.LocalFlink;
import io.thalweg.jobs.settings.Endpoint;
import io.thalweg.jobs.settings.OptimizeSettings;
import io.thalweg.jobs.settings.SettingsException;
import io.thalweg.jobs.settings.TopicEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One run of the demo: feed, job and answers side by side until every flight is answered. */
final class DemoRun {
  private static final int PARTITIONS = 4;
  private static final Duration LINE_EVERY = Duration.ofSeconds(2);
  private static final Duration BUCKET = Duration.ofHours(1);

  /** Of the ball that plain gradient descent is given: about what suits it best. */
  private static final double BASELINE_RADIUS = 2;

  private static final String SETTINGS = "demo.yaml";

  private final DemoFolder folder;
  private final EmbeddedBroker broker;
  private final double rate;
  private final long limit;
  private final PrintWriter out;
  private final OptimizeSettings settings;

  DemoRun(
      DemoFolder folder,
      EmbeddedBroker broker,
      double rate,
      long limit,
      int webPort,
      PrintWriter out)
      throws IOException, SettingsException {
    this.folder = folder;
    this.broker = broker;
    this.rate = rate;
    this.limit = limit;
    this.out = out;
    try (InputStream yaml = DemoRun.class.getResourceAsStream(SETTINGS)) {
      this.settings =
          OptimizeSettings.parse(
              new String(yaml.readAllBytes(), StandardCharsets.UTF_8),
              List.of(
                  "kafka.bootstrapServers=" + broker.bootstrapServers(),
                  "checkpoints.dir=" + folder.checkpoints().toUri(),
                  "web.port=" + webPort));
    }
  }

  /** Runs until every flight is answered; then stops the job with a savepoint, writes the page. */
  void toTheEnd() throws Exception {
    Properties client = settings.kafka().properties();
    String examples = topic(settings.input().examples().endpoint());
    String predictions = topic(settings.output().predictions());
    String deadLetters = topic(settings.output().deadLetters());
    for (String topic : List.of(examples, predictions, deadLetters)) {
      broker.ensureTopic(topic, PARTITIONS);
    }
    Path work = Files.createTempDirectory("thalweg-demo-");
    ExecutorService threads = Executors.newFixedThreadPool(2, DemoRun::daemon);
    try (Answers answers = new Answers(client, predictions, deadLetters)) {
      Optional<String> state = Checkpoints.newest(folder.checkpoints()).map(Path::toString);
      LocalFlink flink = new LocalFlink(settings, state, work);
      StreamExecutionEnvironment env = flink.environment();
      flink.webPage().ifPresent(page -> say("Flink's pages: %s", page));
      OptimizeJob.build(env, settings);
      long start = System.nanoTime();
      JobClient job = env.executeAsync(settings.name());
      AtomicLong sent = new AtomicLong();
      AtomicLong firstSent = new AtomicLong(start);
      Future<Long> feed = threads.submit(() -> feed(client, examples, sent, firstSent));
      Future<?> reading = threads.submit(answers);
      await(job, feed, sent, reading, answers, start);
      Duration elapsed = Duration.ofNanos(System.nanoTime() - firstSent.get());
      String savepoint =
          job.stopWithSavepoint(
                  false, folder.savepoints().toUri().toString(), SavepointFormatType.CANONICAL)
              .get();
      answers.close();
      reading.get();
      report(answers, elapsed, savepoint);
      folder.end();
    } finally {
      threads.shutdownNow();
      Folders.delete(work);
    }
  }

  private long feed(Properties client, String topic, AtomicLong sent, AtomicLong firstSent)
      throws Exception {
    FlightFeed feed =
        new FlightFeed(
            client,
            topic,
            settings.input().examples().endpoint().format(),
            flight -> List.of(FlightExamples.of(flight), FlightExamples.ofDelay(flight)),
            rate);
    try (Flights flights = Flights.packaged()) {
      LongConsumer progress =
          count -> {
            if (sent.getAndSet(count) == 0) {
              firstSent.set(System.nanoTime());
            }
          };
      return feed.send(first(flights), progress);
    }
  }

  private Iterator<Flight> first(Flights flights) {
    return flights.stream().limit(limit).iterator();
  }

  private void await(
      JobClient job,
      Future<Long> feed,
      AtomicLong sent,
      Future<?> reading,
      Answers answers,
      long start)
      throws InterruptedException, ExecutionException {
    CompletableFuture<JobExecutionResult> ended = job.getJobExecutionResult();
    long before = answers.seen();
    while (!(feed.isDone() && answers.seen() >= feed.get())) {
      try {
        ended.get(LINE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        throw new IllegalStateException("the job must run until it is stopped: it has ended");
      } catch (TimeoutException e) {
        // It runs, as it should: time for a line.
        if (reading.isDone()) {
          reading.get();
        }
        long seen = answers.seen();
        say(
            "%5d s  %,9d sent  %,9d answered  %,8.0f/s  progressive loss %.4f",
            TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
            sent.get(),
            seen,
            (seen - before) / (double) LINE_EVERY.toSeconds(),
            answers.loss());
        before = seen;
      }
    }
  }

  private void report(Answers answers, Duration elapsed, String savepoint) throws IOException {
    Baselines baselines = new Baselines(BUCKET, BASELINE_RADIUS);
    try (Flights flights = Flights.packaged()) {
      first(flights).forEachRemaining(baselines::accept);
    }
    String busiest = answers.score().busiest(1).get(0);
    List<DemoReport.Command> commands = new ArrayList<>();
    commands.add(
        new DemoReport.Command(
            "./thalweg model show " + relative(savepoint) + " " + busiest,
            "the model of " + busiest + ": its settings, norms and largest weights"));
    commands.add(
        new DemoReport.Command(
            "./thalweg run --settings my.yaml", "the same job on events of your own"));
    DemoReport report =
        DemoReport.of(
            answers.score(),
            "The default learner, told nothing but the loss.",
            answers.intervals(),
            baselines,
            elapsed,
            answers.refusedByReason(),
            commands);
    Files.writeString(folder.page(), DemoPage.render(report));
    say("");
    say(
        "answered          %,d flights, each %s by both its models",
        answers.score().events(), once(answers));
    say("dead letters      %,d", answers.refused());
    say("models            %,d, two per airport", 2 * answers.score().models());
    say("events per second %,.0f (sent at %s)", report.eventsPerSecond(), pace());
    say("progressive loss  %.4f", answers.score().mean());
    say("  FTRL, tuned       %.4f", baselines.ftrlProximal().score().mean());
    say("  AdaGrad, tuned    %.4f", baselines.adaGrad().score().mean());
    say("  gradient descent  %.4f", baselines.gradientDescent().mean());
    say("  base rate         %.4f", baselines.baseRate().mean());
    say(
        "delays            %.1f %% inside intervals of %.1f minutes, %.1f minutes off",
        100 * answers.intervals().inside().mean(),
        answers.intervals().width().mean(),
        answers.intervals().error().mean());
    say("page              %s", folder.page());
    commands.forEach(command -> say("next              %s", command.line()));
  }

  private static String once(Answers answers) {
    return answers.twice() == 0 ? "exactly once" : "but " + answers.twice() + " of them twice";
  }

  private String pace() {
    return rate == 0 ? "full speed" : String.format(Locale.ROOT, "%,.0f/s", rate);
  }

  private static String relative(String uri) {
    Path path = Path.of(URI.create(uri));
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  private static String topic(Endpoint endpoint) {
    return ((TopicEndpoint) endpoint).topic();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "demo");
    thread.setDaemon(true);
    return thread;
  }
}
