package io.thalweg.jobs;

import io.thalweg.jobs.settings.JobSettings;
import io.thalweg.jobs.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs the job of a settings file on the Flink cluster that starts it: main class of the cluster
 * jar, for {@code flink run} and for application mode. The cluster's own configuration holds for
 * all that {@link io.thalweg.jobs.settings.RuntimeSettings#configuration} does not set. Wrong
 * settings are one line on standard error and exit code 2.
 */
@Command(name = "thalweg-jobs-cluster.jar", mixinStandardHelpOptions = true)
public final class ClusterMain implements Callable<Integer> {
  private static final int WRONG_USAGE = 2;

  @Option(names = "--settings", required = true, paramLabel = "FILE", description = "The settings.")
  private Path file;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides a setting.")
  private List<String> sets = new ArrayList<>();

  private ClusterMain() {}

  /** Submits the job; returns when it has ended, or at once where Flink is told to detach. */
  public static void main(String[] args) throws Exception {
    List<Exception> failures = new ArrayList<>();
    int exitCode =
        new CommandLine(new ClusterMain())
            .setParameterExceptionHandler((e, all) -> refuse(e.getMessage()))
            .setExecutionExceptionHandler(
                (e, command, parsed) -> {
                  if (e instanceof SettingsException) {
                    return refuse(e.getMessage());
                  }
                  failures.add(e);
                  return 0;
                })
            .execute(args);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
    if (!failures.isEmpty()) {
      // Flink's client and entry points know what to do with a job's failure.
      throw failures.get(0);
    }
  }

  private static int refuse(String problem) {
    System.err.println("thalweg: " + problem.replaceAll("\\s+", " "));
    return WRONG_USAGE;
  }

  @Override
  public Integer call() throws Exception {
    JobSettings settings = JobSettings.load(file, sets);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(settings.runtime().configuration());
    Jobs.build(env, settings);
    env.execute(settings.name());
    return 0;
  }
}
