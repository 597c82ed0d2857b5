package io.thalweg.jobs.experiments.bandit;

import io.thalweg.jobs.cli.Thalweg;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the contextual bandit agents on synthetic problems. */
@Command(
    name = "bandit",
    description = {
      "Runs contextual bandit agents on two synthetic problems, one noisy and one",
      "without noise, and prints each agent's cumulative regret beside what another",
      "implementation has measured on the same problems."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The same figures in every run. Two runs of one agent on one problem differ by",
      "chance as the deviations say, once a single decision differs."
    })
public final class BanditCommand implements Callable<Integer> {
  private enum Series {
    AGENTS,
    ABLATIONS;

    List<Contestant> contestants() {
      return this == AGENTS ? Contestants.agents() : Contestants.ablations();
    }
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "agents|ablations",
      defaultValue = "agents",
      description =
          "Every kind of agent, or the neural ones with one thing changed at a time;"
              + " default: ${DEFAULT-VALUE}.")
  private String series;

  @Option(
      names = "--problems",
      paramLabel = "N",
      defaultValue = "5",
      description = "Problems to average over; default: ${DEFAULT-VALUE}.")
  private int problems;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Rounds per problem; only those of the default are comparable with the other"
              + " implementation's; default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (problems < 1 || rounds < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--problems and --rounds must be at least 1: problems=%d, rounds=%d"
              .formatted(problems, rounds));
    }
    PrintWriter out = spec.commandLine().getOut();
    Contest contest = new Contest(problems, rounds);
    List<Contestant> contestants = contestants();
    int width = contestants.stream().mapToInt(c -> c.name().length()).max().orElseThrow();
    out.println(
        String.format(
            "%-" + width + "s   %s",
            "regret after " + rounds + " rounds, mean (deviation)",
            heads()));
    for (Contestant contestant : contestants) {
      StringBuilder line = new StringBuilder(String.format("%-" + width + "s", contestant.name()));
      for (Environment.Kind kind : Environment.Kind.values()) {
        line.append("   ").append(cell(contest.run(contestant, kind), contestant.reference(kind)));
      }
      out.println(line.toString().stripTrailing());
      out.flush();
    }
    return Thalweg.DONE;
  }

  private List<Contestant> contestants() {
    try {
      return Series.valueOf(series.toUpperCase(Locale.ROOT)).contestants();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "what is run must be agents or ablations: " + series, e);
    }
  }

  private static String heads() {
    StringBuilder heads = new StringBuilder();
    for (Environment.Kind kind : Environment.Kind.values()) {
      heads.append(String.format("%-24s", kind.title() + ": ours, theirs"));
    }
    return heads.toString().stripTrailing();
  }

  private static String cell(Contest.Regret regret, double reference) {
    String theirs = Double.isNaN(reference) ? "" : String.format(Locale.ROOT, "%.0f", reference);
    return String.format(
        Locale.ROOT, "%6.0f (%4.0f)  %6s", regret.mean(), regret.deviation(), theirs);
  }
}
