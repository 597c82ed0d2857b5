package io.thalweg.jobs.experiments.omd;

import io.thalweg.jobs.cli.Thalweg;
import io.thalweg.jobs.experiments.Experiment;
import io.thalweg.jobs.experiments.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the experiments on online mirror descent. */
@Command(
    name = "omd",
    description = {
      "Runs the experiments on online mirror descent, all or the named ones, beside",
      "what another implementation has measured. Exit code 1: a figure is not what",
      "it has to be."
    },
    mixinStandardHelpOptions = true)
public final class OmdCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NAME",
      description = "Experiments to run, such as E1 E5; all where none is named.")
  private List<String> names = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Sheet sheet = new Sheet(spec.commandLine().getOut());
    boolean met = true;
    for (Experiment experiment : chosen()) {
      met &= sheet.print(experiment);
    }
    return met ? Thalweg.DONE : Thalweg.FAILED;
  }

  private List<Experiment> chosen() {
    if (names.isEmpty()) {
      return OmdExperiments.all();
    }
    List<Experiment> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          OmdExperiments.all().stream()
              .filter(experiment -> experiment.name().equals(name))
              .findFirst()
              .orElseThrow(() -> unknown(name)));
    }
    return chosen;
  }

  private ParameterException unknown(String name) {
    return new ParameterException(
        spec.commandLine(),
        "an experiment must be one of "
            + OmdExperiments.all().stream().map(Experiment::name).collect(Collectors.joining(", "))
            + ": "
            + name);
  }
}
