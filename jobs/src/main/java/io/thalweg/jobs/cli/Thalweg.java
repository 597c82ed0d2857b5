package io.thalweg.jobs.cli;

import io.thalweg.jobs.demo.DemoCommand;
import io.thalweg.jobs.experiments.ExperimentsCommand;
import io.thalweg.jobs.flights.FlightsCommand;
import io.thalweg.jobs.models.ExplainCommand;
import io.thalweg.jobs.models.ModelCommand;
import io.thalweg.jobs.settings.SettingsException;
import io.thalweg.jobs.simulate.SimulateCommand;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code thalweg} command. Exit codes: {@value #DONE} when all is done, {@value #FAILED} when a
 * job failed, {@value #WRONG_USAGE} for wrong settings or arguments. What goes wrong is told in one
 * line on standard error.
 */
@Command(
    name = "thalweg",
    description = "Online learning on event streams.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Thalweg.Version.class,
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      SettingsCommand.class,
      SimulateCommand.class,
      FlightsCommand.class,
      ModelCommand.class,
      ExplainCommand.class,
      ExperimentsCommand.class
    })
public final class Thalweg implements Runnable {
  /** Exit code: all is done. */
  public static final int DONE = 0;

  /** Exit code: a job failed. */
  public static final int FAILED = 1;

  /** Exit code: wrong settings or arguments. */
  public static final int WRONG_USAGE = 2;

  /** System properties of the logging configuration; set before the first logger is made. */
  private static final Map<String, String> VERBOSE_LOG =
      Map.of("thalweg.log.level", "INFO", "thalweg.log.trace", "full");

  private static final String VERBOSE = "--verbose";

  @Option(
      names = VERBOSE,
      scope = ScopeType.INHERIT,
      description = "Log more, and show the stack trace of an error.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    if (Arrays.asList(args).contains(VERBOSE)) {
      VERBOSE_LOG.forEach(System::setProperty);
    }
    System.exit(commandLine().execute(args));
  }

  /** The command, ready to execute arguments. */
  public static CommandLine commandLine() {
    return new CommandLine(new Thalweg())
        .setParameterExceptionHandler(Thalweg::refuse)
        .setExecutionExceptionHandler(Thalweg::fail);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  private static int refuse(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    StringBuilder line = new StringBuilder("thalweg: ").append(Lines.one(e.getMessage()));
    if (e instanceof UnmatchedArgumentException unmatched) {
      unmatched.getSuggestions().stream()
          .findFirst()
          .ifPresent(s -> line.append("; nearest: ").append(s));
    }
    command
        .getErr()
        .println(line + " (see " + command.getCommandSpec().qualifiedName(" ") + " --help)");
    return WRONG_USAGE;
  }

  private static int fail(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (e instanceof SettingsException) {
      err.println("thalweg: " + e.getMessage());
    } else if (e instanceof JobFailedException) {
      err.println("thalweg: the job failed: " + e.getMessage());
    } else {
      err.println("thalweg: failed: " + Lines.rootCause(e));
    }
    if (command.getCommandSpec().root().userObject() instanceof Thalweg top && top.verbose) {
      e.printStackTrace(err);
    }
    return e instanceof SettingsException ? WRONG_USAGE : FAILED;
  }

  /** The version that the jar's manifest names. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Thalweg.class.getPackage().getImplementationVersion();
      return new String[] {"thalweg " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
