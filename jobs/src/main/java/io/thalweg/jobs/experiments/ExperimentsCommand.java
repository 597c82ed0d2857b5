package io.thalweg.jobs.experiments;

import io.thalweg.jobs.experiments.bandit.BanditCommand;
import io.thalweg.jobs.experiments.omd.OmdCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Experiments on the learners, family by family. */
@Command(
    name = "experiments",
    description = "Runs numeric experiments on the learners and shows what theory expects.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {OmdCommand.class, BanditCommand.class})
public final class ExperimentsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand: omd or bandit");
  }
}
