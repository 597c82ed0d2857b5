package io.thalweg.jobs.cli;

import io.thalweg.jobs.settings.SettingsReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the reference of a job's settings. */
@Command(
    name = "settings",
    description = "Prints the reference of a job's settings.",
    synopsisSubcommandLabel = "JOB",
    mixinStandardHelpOptions = true,
    versionProvider = Thalweg.Version.class)
final class SettingsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required job: optimize or decide");
  }

  @Command(
      name = "optimize",
      description = "The settings of the optimize job, as a table in Markdown.",
      mixinStandardHelpOptions = true,
      versionProvider = Thalweg.Version.class)
  void optimize() {
    print(SettingsReference.optimize());
  }

  @Command(
      name = "decide",
      description = "The settings of the decide job, as a table in Markdown.",
      mixinStandardHelpOptions = true,
      versionProvider = Thalweg.Version.class)
  void decide() {
    print(SettingsReference.decide());
  }

  private void print(String page) {
    spec.commandLine().getOut().print(page);
    spec.commandLine().getOut().flush();
  }
}
