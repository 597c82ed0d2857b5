package io.thalweg.jobs.models;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The models that a job has learned, read out of its savepoints and checkpoints. */
@Command(
    name = "model",
    description = "Shows, exports and compares the models of savepoints and checkpoints.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {ShowCommand.class, ExportCommand.class, DiffCommand.class})
public final class ModelCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing required subcommand: show, export or diff");
  }
}
