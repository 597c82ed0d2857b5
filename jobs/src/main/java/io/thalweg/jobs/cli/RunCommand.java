package io.thalweg.jobs.cli;

import io.thalweg.jobs.settings.JobSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a job of a settings file in this JVM. */
@Command(
    name = "run",
    description = "Runs the job of a settings file in an embedded Flink.",
    mixinStandardHelpOptions = true,
    versionProvider = Thalweg.Version.class,
    footer = {
      "",
      "Exit codes: 0 done, 1 the job failed, 2 wrong settings or arguments.",
      "Ctrl-C cancels the job; with checkpoints.dir set, --resume goes on from there."
    })
final class RunCommand implements Callable<Integer> {
  @Option(names = "--settings", required = true, paramLabel = "FILE", description = "The settings.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides a setting, as models[0].learner.hint=zero. May be repeated.")
  private List<String> sets = new ArrayList<>();

  @ArgGroup private Restore restore = new Restore();

  @Option(
      names = "--web-port",
      paramLabel = "N",
      description = "Serve Flink's web pages there; 0 takes a free port.")
  private Optional<Integer> webPort = Optional.empty();

  @Option(names = "--overwrite", description = "Replace output files that exist already.")
  private boolean overwrite;

  @Spec private CommandSpec spec;

  /** Where the job's state comes from: at most one of both. */
  private static final class Restore {
    @Option(
        names = "--from",
        paramLabel = "SAVEPOINT",
        description = "Start from the state of a savepoint or checkpoint.")
    private Optional<String> from = Optional.empty();

    @Option(
        names = "--resume",
        description = "Start from the newest complete checkpoint under checkpoints.dir.")
    private boolean resume;
  }

  @Override
  public Integer call() throws Exception {
    List<String> all = new ArrayList<>(sets);
    webPort.ifPresent(port -> all.add("web.port=" + port));
    JobSettings settings = JobSettings.load(file, all);
    Optional<String> state =
        restore.resume
            ? Optional.of(Restores.newest(settings.runtime().checkpointDir()))
            : Restores.checked(restore.from);
    Preflight.check(settings, overwrite);
    return new EmbeddedRun(
            settings, state, spec.commandLine().getOut(), spec.commandLine().getErr())
        .call();
  }
}
