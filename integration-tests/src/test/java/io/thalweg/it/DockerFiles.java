package io.thalweg.it;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files under {@code docker/}, read as an engine, Grafana or Flink would read them. */
final class DockerFiles {
  /** Jackson that takes no key twice and nothing behind the document. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** A dollar sign and braces, whatever stands between them. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

  /** The project's root: tests run in their module's folder. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  static final Path DOCKER = ROOT.resolve("docker");

  private DockerFiles() {}

  /** All files whose names end so. */
  static List<Path> ending(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(DOCKER)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  static String text(String file) throws IOException {
    return Files.readString(DOCKER.resolve(file));
  }

  static JsonNode json(Path file) throws IOException {
    return JSON.readTree(Files.readString(file));
  }

  /** The one document of a YAML file. */
  static JsonNode yaml(String file) throws IOException {
    return yamls(DOCKER.resolve(file)).get(0);
  }

  /** All documents of a YAML file. */
  static List<JsonNode> yamls(Path file) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    Load load = new Load(LoadSettings.builder().setLabel(file.toString()).build());
    for (Object document : load.loadAllFromString(Files.readString(file))) {
      documents.add(JSON.valueToTree(document));
    }
    return documents;
  }

  /** The elements of a list, or nothing. */
  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  /** The members of an object, in order. */
  static List<Map.Entry<String, JsonNode>> members(JsonNode object) {
    return List.copyOf(object.properties());
  }

  /** What stands in the braces of a text's variables. */
  static List<String> variables(String text) {
    return VARIABLE.matcher(text).results().map(result -> result.group(1)).toList();
  }

  /** The text with the default in the place of each variable. */
  static String withDefaults(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found -> {
              String[] parts = found.group(1).split(":-", 2);
              return Matcher.quoteReplacement(parts.length == 2 ? parts[1] : found.group());
            });
  }
}
