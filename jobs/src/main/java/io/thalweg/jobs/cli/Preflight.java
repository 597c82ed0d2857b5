package io.thalweg.jobs.cli;

import io.thalweg.jobs.settings.Endpoint;
import io.thalweg.jobs.settings.JobSettings;
import io.thalweg.jobs.settings.LocalPaths;
import io.thalweg.jobs.settings.PathEndpoint;
import io.thalweg.jobs.settings.SettingsException;
import io.thalweg.jobs.settings.TopicEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What can be known to be wrong before a job starts: its files, its folders, its broker and topics.
 * Ends within {@link #BROKER_DEADLINE} and what the file system takes. Leaves missing output
 * folders behind, made.
 */
final class Preflight {
  /** The longest that the broker may take for all answers. */
  static final Duration BROKER_DEADLINE = Duration.ofSeconds(10);

  private static final String REQUESTS = "input.requests.topic";
  private static final String LEDGER = "ledger.topic";

  private Preflight() {}

  /**
   * Checks everything.
   *
   * @param overwrite whether single output files that exist may be replaced
   * @throws SettingsException for the first thing that is wrong
   */
  static void check(JobSettings settings, boolean overwrite) throws SettingsException {
    Map<String, Endpoint> inputs = settings.inputs();
    Map<String, Endpoint> outputs = settings.outputs();
    for (Map.Entry<String, Endpoint> input : inputs.entrySet()) {
      if (input.getValue() instanceof PathEndpoint path) {
        input(input.getKey() + ".path", path);
      }
    }
    for (Map.Entry<String, Endpoint> output : outputs.entrySet()) {
      if (output.getValue() instanceof PathEndpoint path) {
        output(output.getKey() + ".path", path, overwrite);
      }
    }
    Optional<String> checkpoints = settings.runtime().checkpointDir();
    if (checkpoints.isPresent()) {
      folder("checkpoints.dir", LocalPaths.of(checkpoints.get()));
    }
    if (settings.runtime().webPort().isPresent()) {
      port(settings.runtime().webPort().getAsInt());
    }

    Map<String, String> topics = new LinkedHashMap<>();
    addTopics(outputs, topics);
    addTopics(inputs, topics);
    if (!topics.isEmpty()) {
      Map<String, Integer> partitions =
          BrokerCheck.check(settings.kafka(), topics, BROKER_DEADLINE);
      requireSamePartitions(topics, partitions);
    }
  }

  private static void addTopics(Map<String, Endpoint> endpoints, Map<String, String> topics) {
    endpoints.forEach(
        (key, endpoint) -> {
          if (endpoint instanceof TopicEndpoint topic) {
            topics.put(key + ".topic", topic.topic());
          }
        });
  }

  /**
   * Checks that a ledger has as many partitions as the requests that it answers.
   *
   * @param topics by the key of the setting that names each
   * @param partitions their numbers, by the same keys
   */
  static void requireSamePartitions(Map<String, String> topics, Map<String, Integer> partitions)
      throws SettingsException {
    Integer requests = partitions.get(REQUESTS);
    Integer ledger = partitions.get(LEDGER);
    if (requests != null && ledger != null && !requests.equals(ledger)) {
      throw new SettingsException(
          LEDGER,
          "must have as many partitions as %s, since a model's decisions must keep the requests'"
                  .formatted(REQUESTS)
              + " order: %s has %d, %s has %d"
                  .formatted(topics.get(LEDGER), ledger, topics.get(REQUESTS), requests));
    }
  }

  private static void input(String key, PathEndpoint endpoint) throws SettingsException {
    if (endpoint.local().isEmpty()) {
      return;
    }
    Path path = endpoint.local().get();
    if (!Files.exists(path)) {
      throw new SettingsException(key, "no such file or folder: " + path);
    }
    if (!Files.isReadable(path)) {
      throw new SettingsException(key, "no permission to read: " + path);
    }
    if (endpoint.singleFile() && Files.isDirectory(path)) {
      throw new SettingsException(key, "must be a file, as its name ends, not a folder: " + path);
    }
    if (!endpoint.singleFile() && !Files.isDirectory(path)) {
      throw new SettingsException(
          key, "must be a folder, or a file whose name ends in .jsonl or .avro: " + path);
    }
  }

  private static void output(String key, PathEndpoint endpoint, boolean overwrite)
      throws SettingsException {
    Optional<Path> local = endpoint.local();
    if (!endpoint.singleFile()) {
      folder(key, local);
      return;
    }
    if (local.isEmpty()) {
      return;
    }
    Path file = local.get();
    if (Files.isDirectory(file)) {
      throw new SettingsException(key, "must be a file, as its name ends, not a folder: " + file);
    }
    if (Files.exists(file) && !overwrite) {
      throw new SettingsException(key, "exists already; --overwrite replaces it: " + file);
    }
    folder(key, Optional.ofNullable(file.getParent()));
  }

  private static void folder(String key, Optional<Path> local) throws SettingsException {
    if (local.isEmpty()) {
      return;
    }
    Path folder = local.get();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new SettingsException(key, "must be a folder, but a file stands there: " + folder);
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new SettingsException(key, "cannot make the folder " + folder + ": " + why(e));
    }
    if (!Files.isWritable(folder)) {
      throw new SettingsException(key, "no permission to write into " + folder);
    }
  }

  private static String why(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException
        ? "no permission"
        : e instanceof java.nio.file.FileAlreadyExistsException
            ? "a file stands in its way"
            : e.getMessage();
  }

  private static void port(int port) throws SettingsException {
    if (port == 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      socket.setReuseAddress(true);
    } catch (IOException e) {
      throw new SettingsException("web.port", "cannot be opened (" + e.getMessage() + "): " + port);
    }
  }
}
