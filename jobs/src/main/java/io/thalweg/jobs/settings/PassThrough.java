package io.thalweg.jobs.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A section whose keys belong to another system. They may be written nested or dotted; here they
 * become flat. Values are never shown.
 */
final class PassThrough {
  private PassThrough() {}

  /**
   * The section of {@code root} under {@code name} made flat, in place.
   *
   * @param listSeparator what the other system puts between the elements of a list
   */
  static void flatten(Map<String, Object> root, String name, String listSeparator)
      throws SettingsException {
    Object section = root.get(name);
    if (section instanceof Map<?, ?> map) {
      Map<String, Object> flat = new LinkedHashMap<>();
      flatten(name, "", map, listSeparator, flat);
      root.put(name, flat);
    }
  }

  /** One value as text. */
  static String text(String key, Object value, String listSeparator) throws SettingsException {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).collect(Collectors.joining(listSeparator));
    }
    throw new SettingsException(key, "must be a text or a list of texts");
  }

  private static void flatten(
      String name, String prefix, Map<?, ?> map, String separator, Map<String, Object> flat)
      throws SettingsException {
    for (Map.Entry<?, ?> e : map.entrySet()) {
      String key = SettingsTree.join(prefix, (String) e.getKey());
      if (e.getValue() instanceof Map<?, ?> inner) {
        flatten(name, key, inner, separator, flat);
      } else if (flat.put(key, text(name + "." + key, e.getValue(), separator)) != null) {
        throw new SettingsException(name + "." + key, "given twice, nested and dotted");
      }
    }
  }
}
