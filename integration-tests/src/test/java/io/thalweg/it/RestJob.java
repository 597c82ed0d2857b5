package io.thalweg.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;

/** A job of a {@link ProcessCluster}, seen and steered through its JobManager's REST interface. */
final class RestJob implements WatchedJob {
  private final FlinkRest rest;
  private final String job;

  /** The job of this id. */
  RestJob(FlinkRest rest, String id) {
    this.rest = rest;
    this.job = "/jobs/" + id;
  }

  @Override
  public JobStatus status() throws Exception {
    return JobStatus.valueOf(rest.get(job).path("state").asText());
  }

  @Override
  public boolean allTasksRun() throws Exception {
    JsonNode description = rest.get(job);
    boolean run = description.path("state").asText().equals(JobStatus.RUNNING.name());
    for (JsonNode vertex : description.path("vertices")) {
      run &= vertex.at("/tasks/RUNNING").asInt() == vertex.path("parallelism").asInt();
    }
    return run;
  }

  @Override
  public long completedCheckpoints() throws Exception {
    return rest.get(job + "/checkpoints").path("counts").path("completed").asLong();
  }

  @Override
  public int restarts() throws Exception {
    int most = 0;
    for (JsonNode vertex : rest.get(job).path("vertices")) {
      for (JsonNode subtask :
          rest.get(job + "/vertices/" + vertex.path("id").asText()).path("subtasks")) {
        most = Math.max(most, subtask.path("attempt").asInt());
      }
    }
    return most;
  }

  @Override
  public Optional<String> latestCheckpoint() throws Exception {
    return text(rest.get(job + "/checkpoints").at("/latest/completed/external_path"));
  }

  @Override
  public Optional<String> failure() throws Exception {
    return text(rest.get(job + "/exceptions").at("/exceptionHistory/entries/0/stacktrace"));
  }

  @Override
  public long inFlightBytes() throws Exception {
    return rest.get(job + "/checkpoints").at("/summary/persisted_data/max").asLong();
  }

  @Override
  public void checkpoint() throws Exception {
    operation("/checkpoints", Map.of());
  }

  @Override
  public String savepoint(SavepointFormatType format, Path folder) throws Exception {
    return operation(
            "/savepoints",
            Map.of("target-directory", folder.toUri().toString(), "formatType", format.name()))
        .path("location")
        .asText();
  }

  @Override
  public String stop(SavepointFormatType format, Path folder) throws Exception {
    return stop(format, folder, false);
  }

  @Override
  public String drain(SavepointFormatType format, Path folder) throws Exception {
    return stop(format, folder, true);
  }

  @Override
  public void cancel() throws Exception {
    rest.send("PATCH", job + "?mode=cancel", Map.of());
    Await.value(this::status, JobStatus::isGloballyTerminalState, PATIENCE, "job cancelled");
  }

  private String stop(SavepointFormatType format, Path folder, boolean drain) throws Exception {
    Map<String, Object> body =
        Map.of(
            "targetDirectory",
            folder.toUri().toString(),
            "drain",
            drain,
            "formatType",
            format.name());
    String request = rest.send("POST", job + "/stop", body).path("request-id").asText();
    String location = awaitOperation("/savepoints/" + request).path("location").asText();
    awaitFinished();
    return location;
  }

  private JsonNode operation(String path, Map<String, Object> body) throws Exception {
    String request = rest.send("POST", job + path, body).path("request-id").asText();
    return awaitOperation(path + "/" + request);
  }

  private JsonNode awaitOperation(String path) throws Exception {
    JsonNode done =
        Await.value(
            () -> rest.get(job + path),
            answer -> answer.at("/status/id").asText().equals("COMPLETED"),
            PATIENCE,
            "completed: " + path);
    JsonNode operation = done.path("operation");
    if (operation.has("failure-cause")) {
      throw new IOException(
          path + " failed: " + operation.at("/failure-cause/stack-trace").asText());
    }
    return operation;
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }
}
