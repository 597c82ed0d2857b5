package io.thalweg.jobs.demo;

import io.thalweg.jobs.flights.DemoReport;
import io.thalweg.jobs.flights.PromiseScore;
import io.thalweg.jobs.flights.Promises;
import io.thalweg.jobs.flights.PromisesPage;
import io.thalweg.jobs.flights.PromisesReport;
import io.thalweg.jobs.local.Checkpoints;
import io.thalweg.jobs.local.EmbeddedBroker;
import io.thalweg.jobs.local.Folders;
import io.thalweg.jobs.settings.DecideSettings;
import io.thalweg.jobs.settings.SettingsException;
import io.thalweg.jobs.simulate.OutcomePlan;
import io.thalweg.jobs.simulate.Pace;
import io.thalweg.jobs.simulate.Simulation;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the decide job on real flights, in one JVM. */
@Command(
    name = "promises",
    description = {
      "Starts a Kafka broker and Flink in this JVM, and decides for each of many real",
      "flights, as it departs, by how many minutes at most it will be late: a promise",
      "of 0, 5, 15, 30, 45 or 60. A client of its own tells hours later, in event time,",
      "what the promise cost; of a few never, of a few twice. Writes a page about it."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Kill it at any moment and start it again: it goes on where it stood.",
      "After a whole run it begins anew."
    })
final class PromisesCommand implements Callable<Integer> {
  private static final String SETTINGS = "promises.yaml";

  /** As long as flights take, and a little: 1 to 5 hours; one in fifty untold, one twice. */
  private static final OutcomePlan PLAN =
      new OutcomePlan(1, Duration.ofHours(1), Duration.ofHours(5), 0.02, 0.02);

  /** So few that learning keeps up; with 200 it lags where the machine is slow or still cold. */
  private static final int AHEAD = 16;

  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      defaultValue = "out/promises",
      description = "Where log, checkpoints and page go; default: ${DEFAULT-VALUE}.")
  private Path folder;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Flights per second; 0, the default, for as fast as decisions come back.")
  private double rate;

  @Option(
      names = "--flights",
      paramLabel = "N",
      defaultValue = "1000000000",
      description = "Decide on at most so many; default: all that ship with the project.")
  private long flights;

  @Option(
      names = "--web-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of Flink's web pages; 0, the default, takes a free one.")
  private int webPort;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    DemoCommand.check(rate, flights, webPort);
    DemoFolder place = DemoFolder.ofPromises(folder);
    say(
        "%s %s",
        place.begun() ? "Going on with the run that was cut off in" : "A new run in", folder);
    Path work = Files.createTempDirectory("thalweg-promises-");
    try (EmbeddedBroker broker = DemoCommand.broker(place)) {
      PromisesScenario scenario = PromisesScenario.packaged(flights);
      Simulation simulation = new Simulation(settings(place, broker), broker, PLAN, scenario);
      Optional<String> state = Checkpoints.newest(place.checkpoints()).map(Path::toString);
      Simulation.Result result =
          simulation.run(
              state, work, place.savepoints(), new Pace(rate, AHEAD), spec.commandLine().getOut());
      report(place, scenario.score(), result);
      place.end();
    } finally {
      Folders.delete(work);
    }
    return 0;
  }

  private DecideSettings settings(DemoFolder place, EmbeddedBroker broker)
      throws IOException, SettingsException {
    try (InputStream yaml = PromisesCommand.class.getResourceAsStream(SETTINGS)) {
      return DecideSettings.parse(
          new String(yaml.readAllBytes(), StandardCharsets.UTF_8),
          List.of(
              "kafka.bootstrapServers=" + broker.bootstrapServers(),
              "checkpoints.dir=" + place.checkpoints().toUri(),
              "web.port=" + webPort));
    }
  }

  private void report(DemoFolder place, PromiseScore score, Simulation.Result result)
      throws IOException {
    DemoReport.Command next =
        new DemoReport.Command(
            "./thalweg simulate bandit --data my.csv --label COLUMN",
            "the same with a table of your own");
    PromisesReport report =
        new PromisesReport(
            score,
            result.decidedPerSecond(),
            result.repeats(),
            result.counts().learned(),
            result.counts().defaulted(),
            result.counts().deadLetters(),
            List.of(next));
    Files.writeString(place.page(), PromisesPage.render(report));
    say("");
    say("decisions         %,d, %,.0f per second", score.flights(), report.decisionsPerSecond());
    say("repeats           %,d, written again after a crash", result.repeats());
    say(
        "learned           %,d, %,d of them from silence",
        result.counts().learned(), result.counts().defaulted());
    say("dead letters      %s", result.counts().deadLettersByReason());
    say("mean loss         %.4f", score.mean());
    for (int i = 0; i < Promises.MINUTES.size(); i++) {
      say(
          "  always %-2d         %.4f%s",
          Promises.MINUTES.get(i),
          score.alwaysMean(i),
          i == score.bestFixed() ? ", the best fixed one in hindsight" : "");
    }
    say("  uniform           %.4f", score.uniformMean());
    say("page              %s", place.page());
    say("next              %s", next.line());
  }

  private void say(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
