package io.thalweg.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Talks to a JobManager's REST interface in JSON. */
final class FlinkRest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String root;

  FlinkRest(int port) {
    this.root = "http://127.0.0.1:" + port;
  }

  /** The answer to a GET; empty while nobody listens or knows the path, as at start-up. */
  Optional<JsonNode> find(String path) throws IOException, InterruptedException {
    try {
      HttpResponse<String> response = send(request(path).GET());
      return response.statusCode() == 200
          ? Optional.of(JSON.readTree(response.body()))
          : Optional.empty();
    } catch (ConnectException notYet) {
      return Optional.empty();
    }
  }

  /**
   * The answer to a GET.
   *
   * @throws IOException when there is none, with the server's words
   */
  JsonNode get(String path) throws IOException, InterruptedException {
    return accepted(path, send(request(path).GET()));
  }

  /** Sends {@code body} as JSON by {@code method}, and gives the answer. */
  JsonNode send(String method, String path, Object body) throws IOException, InterruptedException {
    HttpRequest.BodyPublisher json =
        HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
    return accepted(
        path, send(request(path).header("Content-Type", "application/json").method(method, json)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path)).timeout(TIMEOUT);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode accepted(String path, HttpResponse<String> response) throws IOException {
    if (response.statusCode() / 100 != 2) {
      throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
    }
    return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
  }
}
