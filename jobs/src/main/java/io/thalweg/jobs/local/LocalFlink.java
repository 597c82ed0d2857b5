package io.thalweg.jobs.local;

import io.thalweg.jobs.settings.JobSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A whole Flink for one job inside this JVM, on the loopback interface: what the settings say, and
 * where they say nothing, what suits a run that somebody watches.
 */
public final class LocalFlink {
  private static final String LOCALHOST = "127.0.0.1";

  private final Configuration configuration;
  private final boolean web;

  /**
   * A Flink that has not started.
   *
   * @param state savepoint or checkpoint to start from
   * @param work folder for what the run need not keep, checkpoints too where the settings name no
   *     place for them
   * @throws IOException if there is no free port for the web pages
   */
  public LocalFlink(JobSettings settings, Optional<String> state, Path work) throws IOException {
    this.web = settings.runtime().webPort().isPresent();
    this.configuration = configuration(settings, state, work);
  }

  private static Configuration configuration(
      JobSettings settings, Optional<String> state, Path work) throws IOException {
    Configuration chosen = new Configuration();
    chosen.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    chosen.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, work.resolve("checkpoints").toUri().toString());
    chosen.set(CoreOptions.TMP_DIRS, work.toString());
    chosen.set(WebOptions.TMP_DIR, work.toString());
    chosen.set(WebOptions.SUBMIT_ENABLE, false);
    // Accumulators, and with them the progress, come with the heartbeats.
    chosen.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
    // Somebody waits: a job that cannot work has to say so instead of trying for ever.
    chosen.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    chosen.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    chosen.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
    chosen.set(RestOptions.ADDRESS, LOCALHOST);
    chosen.set(RestOptions.BIND_ADDRESS, LOCALHOST);
    chosen.set(JobManagerOptions.ADDRESS, LOCALHOST);
    chosen.set(JobManagerOptions.BIND_HOST, LOCALHOST);
    chosen.set(TaskManagerOptions.BIND_HOST, LOCALHOST);
    chosen.addAll(settings.runtime().configuration());
    if (settings.runtime().webPort().isPresent()) {
      int wanted = settings.runtime().webPort().getAsInt();
      int port = wanted == 0 ? FreePorts.next() : wanted;
      chosen.set(RestOptions.PORT, port);
      chosen.set(RestOptions.BIND_PORT, Integer.toString(port));
    }
    state.ifPresent(path -> chosen.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
    return chosen;
  }

  /** The settings of this Flink. */
  public Configuration configuration() {
    return new Configuration(configuration);
  }

  /** Address of Flink's web pages, where they were asked for. */
  public Optional<String> webPage() {
    return web
        ? Optional.of("http://localhost:" + configuration.get(RestOptions.PORT))
        : Optional.empty();
  }

  /** An environment whose job runs in this Flink. */
  public StreamExecutionEnvironment environment() {
    return web
        ? StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(configuration)
        : StreamExecutionEnvironment.createLocalEnvironment(configuration);
  }
}
