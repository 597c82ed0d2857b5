package io.thalweg.jobs.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts overrides of the command line, {@code models[0].learner.hint=zero}, into a raw tree. */
final class Overrides {
  private static final Pattern PART = Pattern.compile("([A-Za-z][A-Za-z0-9_-]*)(\\[\\d{1,4}])?");
  private static final Object ABSENT = "";

  private Overrides() {}

  /**
   * A copy of the tree with one override in it. A text on the way gives place to a section; a list
   * may grow by one at its end.
   *
   * @param passThroughs sections of foreign keys: what follows their name is one key
   */
  static Map<String, Object> apply(
      Map<String, Object> root, String set, Iterable<String> passThroughs)
      throws SettingsException {
    int equals = set.indexOf('=');
    String key = equals < 0 ? "" : set.substring(0, equals).strip();
    if (key.isEmpty()) {
      throw new SettingsException(
          "--set",
          "must be KEY=VALUE: " + (Secrets.looksSecret(set) ? Secrets.HIDDEN : OneLine.value(set)));
    }
    Object value = SettingsTree.parseValue(key, set.substring(equals + 1).strip());
    return with(key, root, parts(key, passThroughs), value) instanceof Map<?, ?> map
        ? copy(map)
        : root;
  }

  private static List<String> parts(String key, Iterable<String> passThroughs)
      throws SettingsException {
    for (String section : passThroughs) {
      if (key.startsWith(section + ".") && key.length() > section.length() + 1) {
        return List.of(section, key.substring(section.length() + 1));
      }
    }
    List<String> parts = new ArrayList<>();
    for (String text : key.split("\\.", -1)) {
      Matcher part = PART.matcher(text);
      if (!part.matches()) {
        throw new SettingsException("--set", "not a key such as models[0].name: " + key);
      }
      parts.add(part.group(1));
      if (part.group(2) != null) {
        parts.add(part.group(2));
      }
    }
    return parts;
  }

  private static Object with(String key, Object node, List<String> path, Object value)
      throws SettingsException {
    if (path.isEmpty()) {
      return value;
    }
    String part = path.get(0);
    List<String> rest = path.subList(1, path.size());
    if (part.startsWith("[")) {
      int index = Integer.parseInt(part.substring(1, part.length() - 1));
      List<Object> list = new ArrayList<>();
      if (node instanceof List<?> old) {
        list.addAll(old);
      } else if (!node.equals(ABSENT)) {
        throw new SettingsException(key, "no list stands before " + part);
      }
      if (index > list.size()) {
        throw new SettingsException(key, "the list before " + part + " has " + list.size());
      }
      if (index == list.size()) {
        list.add(ABSENT);
      }
      list.set(index, with(key, list.get(index), rest, value));
      return list;
    }
    if (node instanceof List<?>) {
      throw new SettingsException(key, "a list stands before " + part + ": name its place, [0]");
    }
    Map<String, Object> map = node instanceof Map<?, ?> old ? copy(old) : new LinkedHashMap<>();
    map.put(part, with(key, map.getOrDefault(part, ABSENT), rest, value));
    return map;
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((k, v) -> copy.put((String) k, v));
    return copy;
  }
}
