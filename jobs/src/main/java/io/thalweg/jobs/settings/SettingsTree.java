package io.thalweg.jobs.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * The raw form of a settings file: maps, lists and texts, nothing else. Every scalar stays the text
 * that it was written as, so that each option's own type reads it. Aliases are copied out, within
 * bounds, so that no two places share a value.
 */
final class SettingsTree {
  private static final int MAX_NODES = 20_000;
  private static final int MAX_DEPTH = 32;

  private SettingsTree() {}

  /** Parses a settings file. */
  static Map<String, Object> parse(String yaml) throws SettingsException {
    Object loaded = load("settings", yaml);
    if (loaded instanceof Map<?, ?> || "".equals(loaded)) {
      return copyMap("", loaded);
    }
    throw new SettingsException("settings", "must be a YAML map of keys to values");
  }

  /** Parses a value of the command line: flow collections and quoted texts; else it is the text. */
  static Object parseValue(String key, String value) throws SettingsException {
    boolean yaml = !value.isEmpty() && "{[\"'".indexOf(value.charAt(0)) >= 0;
    return yaml ? new Copier().copy(key, load(key, value), 0) : value;
  }

  private static Map<String, Object> copyMap(String path, Object loaded) throws SettingsException {
    Map<String, Object> map = new LinkedHashMap<>();
    if (new Copier().copy(path, loaded, 0) instanceof Map<?, ?> copy) {
      copy.forEach((k, v) -> map.put((String) k, v));
    }
    return map;
  }

  private static Object load(String key, String yaml) throws SettingsException {
    if (yaml.length() > SettingsFile.MAX_BYTES) {
      throw new SettingsException(key, "longer than " + SettingsFile.MAX_BYTES + " characters");
    }
    LoadSettings rules =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setSchema(new FailsafeSchema())
            .setTagConstructors(Map.of(Tag.NULL, node -> ""))
            .build();
    try {
      Object loaded = new Load(rules).loadFromString(yaml);
      return loaded == null ? "" : loaded;
    } catch (MarkedYamlEngineException e) {
      throw new SettingsException(key, "not valid YAML" + where(e, yaml));
    } catch (YamlEngineException e) {
      throw new SettingsException(key, "not valid YAML, or too many aliases");
    }
  }

  /** Line, column and, where the line holds no secret, the parser's complaint. */
  private static String where(MarkedYamlEngineException e, String yaml) {
    if (e.getProblemMark().isEmpty()) {
      return "";
    }
    Mark mark = e.getProblemMark().get();
    String line = yaml.lines().skip(mark.getLine()).findFirst().orElse("");
    return " at line "
        + (mark.getLine() + 1)
        + ", column "
        + (mark.getColumn() + 1)
        + (Secrets.looksSecret(line) || e.getProblem() == null ? "" : ": " + e.getProblem());
  }

  /** Copies what the YAML library returns, counting. */
  private static final class Copier {
    private int nodes;

    Object copy(String path, Object value, int depth) throws SettingsException {
      if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
        throw new SettingsException(
            path.isEmpty() ? "settings" : path, "too deep, too many values, or in itself");
      }
      if (value instanceof Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> e : map.entrySet()) {
          if (!(e.getKey() instanceof String key)) {
            throw new SettingsException(
                path.isEmpty() ? "settings" : path, "a key must be text, not a list or section");
          }
          copy.put(key, copy(SettingsTree.join(path, key), e.getValue(), depth + 1));
        }
        return copy;
      }
      if (value instanceof List<?> list) {
        List<Object> copy = new ArrayList<>();
        for (Object element : list) {
          copy.add(copy(path + "[" + copy.size() + "]", element, depth + 1));
        }
        return copy;
      }
      return value == null ? "" : value.toString();
    }
  }

  /** A key below a path. */
  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
