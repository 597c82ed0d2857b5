package io.thalweg.jobs.simulate;

import io.thalweg.jobs.local.EmbeddedBroker;
import io.thalweg.jobs.local.Folders;
import io.thalweg.jobs.settings.DecideSettings;
import io.thalweg.jobs.settings.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
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

/** Makes a bandit of a table: each row a request, each class an action. */
@Command(
    name = "bandit",
    description = {
      "Lets a decide job guess the class of each row of a table, and tells it after a",
      "while whether it was right, but never which class would have been. A broker and",
      "Flink start in this JVM; requests, decisions and outcomes go through Kafka."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Columns whose cells are all numbers are numbers, less their mean and over their",
      "deviation; all others are categories. A cell that is empty, NA, N/A, NaN, null",
      "or ? is missing: a number counts as its column's mean, a category as none of",
      "all. A row without label is left out."
    })
final class BanditCommand implements Callable<Integer> {
  private static final int MOST_ROUNDS = 10_000_000;
  private static final String ROUNDS_FILE = "rounds.csv";
  private static final String SETTINGS_FILE = "settings.yaml";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE.csv",
      description = "The table; its first line names the columns.")
  private Path data;

  @Option(
      names = "--label",
      required = true,
      paramLabel = "COLUMN",
      description = "The column to guess; its 2 to 1000 values are the actions.")
  private String label;

  @Option(
      names = "--separator",
      paramLabel = "C",
      defaultValue = ",",
      description = "What stands between two cells, tab for a tab; default: a comma.")
  private String separator;

  @Option(
      names = "--agent",
      paramLabel = "WORD",
      defaultValue = "neuFastCb",
      description = "Who chooses, a word of the setting models[].agent; default: ${DEFAULT-VALUE}.")
  private String agent;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How many rounds; more than rows go over them again. Default: every row once.")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Requests per second; 0, the default, for as fast as decisions come back.")
  private double rate;

  @Option(
      names = "--ahead",
      paramLabel = "N",
      defaultValue = "16",
      description = {
        "Most requests on their way at once: with more it is faster, and decides on",
        "what was learned earlier; default: ${DEFAULT-VALUE}."
      })
  private int ahead;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the rows' order, the pauses and the agent; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--outcome-delay",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = {
        "Longest pause from a decision to its outcome, in seconds of event time, of",
        "which a round takes one; each is drawn from 0 on. Default: ${DEFAULT-VALUE}."
      })
  private int delay;

  @Option(
      names = "--never",
      paramLabel = "SHARE",
      defaultValue = "0.02",
      description = "Share of the outcomes that are never told; default: ${DEFAULT-VALUE}.")
  private double never;

  @Option(
      names = "--twice",
      paramLabel = "SHARE",
      defaultValue = "0.02",
      description = "Share of the outcomes that are told twice; default: ${DEFAULT-VALUE}.")
  private double twice;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = {
        "Keep there what was chosen in each round (" + ROUNDS_FILE + ") and the job's",
        "settings (" + SETTINGS_FILE + "); files of these names are replaced."
      })
  private Optional<Path> folder = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    char between = checked();
    Table table = new TableReader(data, between).read(label);
    Pace pace = new Pace(rate, ahead);
    OutcomePlan plan =
        new OutcomePlan(seed, Duration.ZERO, Duration.ofSeconds(delay), never, twice);
    if (folder.isPresent()) {
      makeFolder(folder.get());
    }
    Path work = Files.createTempDirectory("thalweg-simulate-");
    try (PrintWriter log = new PrintWriter(log())) {
      TableScenario scenario = new TableScenario(table, rounds.orElse(table.rows()), seed, log);
      Duration wait = plan.longest().plusSeconds(1);
      String yaml = scenario.settings(agent, seed, wait);
      // Before the broker starts, which takes longer than to find a wrong agent.
      settings(yaml, "localhost:9092");
      if (folder.isPresent()) {
        Files.writeString(folder.get().resolve(SETTINGS_FILE), yaml);
      }
      begin(table);
      try (EmbeddedBroker broker = EmbeddedBroker.temporary()) {
        Simulation simulation =
            new Simulation(settings(yaml, broker.bootstrapServers()), broker, plan, scenario);
        Simulation.Result result =
            simulation.run(
                Optional.empty(),
                work,
                work.resolve("savepoints"),
                pace,
                spec.commandLine().getErr());
        end(table, scenario, result);
      }
    } finally {
      Folders.delete(work);
    }
    return 0;
  }

  private char checked() throws SettingsException {
    int count = rounds.orElse(1);
    require(count >= 1 && count <= MOST_ROUNDS, "--rounds", "in [1, " + MOST_ROUNDS + "]", count);
    require(rate >= 0 && !Double.isInfinite(rate), "--rate", "0 or more", rate);
    require(ahead >= 1, "--ahead", "1 or more", ahead);
    require(seed >= 1, "--seed", "1 or more", seed);
    require(delay >= 0 && delay <= 10_000_000, "--outcome-delay", "in [0, 10000000]", delay);
    require(never >= 0 && never <= 1, "--never", "in [0, 1]", never);
    require(twice >= 0 && twice <= 1 - never, "--twice", "in [0, 1 - never]", twice);
    String between = separator.equals("tab") ? "\t" : separator;
    require(between.length() == 1, "--separator", "one character, or tab", separator);
    return between.charAt(0);
  }

  private static void require(boolean kept, String option, String rule, Object value)
      throws SettingsException {
    if (!kept) {
      throw new SettingsException(option, "must be " + rule + ": " + value);
    }
  }

  private static void makeFolder(Path folder) throws SettingsException {
    require(
        !Files.exists(folder) || Files.isDirectory(folder),
        "--out",
        "a folder, but a file stands there",
        folder);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new SettingsException("--out", "cannot be made: " + e.getMessage());
    }
  }

  private Writer log() throws IOException {
    return folder.isPresent()
        ? Files.newBufferedWriter(folder.get().resolve(ROUNDS_FILE))
        : Writer.nullWriter();
  }

  private DecideSettings settings(String yaml, String broker) throws SettingsException {
    try {
      return DecideSettings.parse(yaml, List.of("kafka.bootstrapServers=" + broker));
    } catch (SettingsException e) {
      String key = "models[0].agent";
      if (e.key().startsWith(key)) {
        throw new SettingsException(
            "--agent", e.getMessage().replace(key + ": ", "").replace(key + ".", ""));
      }
      throw e;
    }
  }

  private void begin(Table table) {
    say(
        "%,d rows, %,d columns of features, %,d classes%s",
        table.rows(),
        table.columns().size(),
        table.classes().size(),
        table.unlabelled() == 0
            ? ""
            : String.format(Locale.ROOT, "; %,d rows without label left out", table.unlabelled()));
  }

  private void end(Table table, TableScenario scenario, Simulation.Result result) {
    Regret regret = scenario.regret();
    say("done: %s guesses %s", agent, label);
    row(
        "rounds",
        "%,d in %.1f s (%,.0f/s)",
        result.rounds(),
        result.elapsed().toNanos() / 1e9,
        result.decidedPerSecond());
    row("mean loss", "%.4f", regret.meanLoss());
    row("right at the end", "%.1f %% of the last tenth", 100 * regret.rightInLastTenth());
    row("regret", "%,d wrong choices, against who is always right", regret.wrong());
    row(
        "",
        "%+,d against who always says %s, the best fixed choice",
        regret.againstBestFixed(),
        scenario.bestFixed());
    row("by chance", "%.4f mean loss", 1 - 1.0 / table.classes().size());
    row("learned", "%,d decisions", result.counts().learned());
    row("timed out", "%,d, whose outcome never came", result.counts().timedOut());
    row("dead letters", "%s", result.counts().deadLettersByReason());
    row("learned behind", "%.0f rounds in the mean when deciding", scenario.learnedBehind());
    if (folder.isPresent()) {
      row("every round in", "%s", folder.get().resolve(ROUNDS_FILE));
      row("settings in", "%s", folder.get().resolve(SETTINGS_FILE));
    }
  }

  private void row(String name, String format, Object... values) {
    say("  %-17s " + format, prepended(name, values));
  }

  private static Object[] prepended(String first, Object[] rest) {
    Object[] all = new Object[rest.length + 1];
    all[0] = first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  private void say(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
