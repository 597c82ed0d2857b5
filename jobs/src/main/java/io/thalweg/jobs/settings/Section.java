package io.thalweg.jobs.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A section of the raw tree, whose keys and shape {@link KeyTree} has checked; reads options out of
 * it.
 *
 * @param path its key as the user writes it; empty for the whole
 */
record Section(String path, Map<String, Object> values) {

  /** The value of a setting, or its default. */
  <T> T get(Setting<T> setting) throws SettingsException {
    Optional<T> value = find(setting);
    if (value.isPresent()) {
      return value.get();
    }
    if (setting.presence() == Setting.Presence.DEFAULTED) {
      return setting.defaultValue();
    }
    throw new SettingsException(key(setting), "must be given: " + setting.type().rule());
  }

  /** The value of a setting, where it is given. */
  <T> Optional<T> find(Setting<T> setting) throws SettingsException {
    Object value = values.get(setting.name());
    return value == null ? Optional.empty() : Optional.of(read(setting, key(setting), value));
  }

  /** The values of a list; empty where it is not given and need not be. */
  <T> List<T> list(Setting<T> setting) throws SettingsException {
    List<T> list = list(setting, setting.name());
    if (list.isEmpty() && setting.presence() == Setting.Presence.REQUIRED) {
      throw new SettingsException(
          key(setting), "must be given: a list, each " + setting.type().rule());
    }
    return list;
  }

  /** The values of the list under a name, which any key may be. */
  <T> List<T> list(Setting<T> setting, String name) throws SettingsException {
    List<T> list = new ArrayList<>();
    for (Object value : elements(values.get(name))) {
      list.add(read(setting, SettingsTree.join(path, name) + "[" + list.size() + "]", value));
    }
    return list;
  }

  /** The values of the lists that stand in a list. */
  <T> List<List<T>> lists(Setting<T> setting) throws SettingsException {
    List<List<T>> lists = new ArrayList<>();
    for (Object inner : elements(values.get(setting.name()))) {
      String place = setting.name() + "[" + lists.size() + "]";
      Map<String, Object> only = new LinkedHashMap<>();
      only.put(place, inner);
      lists.add(new Section(path, only).list(setting, place));
    }
    return lists;
  }

  private static <T> T read(Setting<T> setting, String key, Object value) throws SettingsException {
    String text = value.toString();
    try {
      return setting.type().read(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          key,
          "must be "
              + setting.type().rule()
              + ": "
              + (text.isEmpty() ? "(nothing)" : OneLine.value(text)));
    }
  }

  /** The section under a name; empty where it is not given. */
  Section section(String name) {
    return new Section(SettingsTree.join(path, name), map(values.get(name)));
  }

  /** The sections of the list under a name. */
  List<Section> sections(String name) {
    List<Section> sections = new ArrayList<>();
    for (Object element : elements(values.get(name))) {
      sections.add(
          new Section(SettingsTree.join(path, name) + "[" + sections.size() + "]", map(element)));
    }
    return sections;
  }

  /**
   * A choice that may be written as its word alone or as a section of that name: the section's name
   * is the word.
   */
  Section choice(Setting<?> setting) throws SettingsException {
    Object value = values.get(setting.name());
    if (value == null && setting.presence() == Setting.Presence.DEFAULTED) {
      return choice(setting, key(setting), setting.fallback());
    }
    return choice(setting, key(setting), value == null ? get(setting) : value);
  }

  /** The choices of a list, one or more. */
  List<Section> choices(Setting<String> setting) throws SettingsException {
    List<Section> choices = new ArrayList<>();
    for (Object element : elements(values.get(setting.name()))) {
      choices.add(
          choice(
              setting,
              SettingsTree.join(path, setting.name()) + "[" + choices.size() + "]",
              element));
    }
    if (choices.isEmpty()) {
      throw new SettingsException(
          key(setting), "must be given: a list, each " + setting.type().rule());
    }
    return choices;
  }

  private static Section choice(Setting<?> setting, String key, Object value)
      throws SettingsException {
    Map<String, Object> map = map(value);
    if (value instanceof Map<?, ?> && map.size() != 1) {
      throw new SettingsException(
          key,
          "must be "
              + setting.type().rule()
              + ": "
              + (map.isEmpty() ? "(nothing)" : String.join(" and ", map.keySet())));
    }
    String word = map.isEmpty() ? value.toString() : map.keySet().iterator().next();
    read(setting, key, word);
    return new Section(SettingsTree.join(key, word), map(map.get(word)));
  }

  /** A value made of this section's settings; what it refuses, this section is at fault for. */
  <T> T built(Supplier<T> maker) throws SettingsException {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw new SettingsException(path, e.getMessage());
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** The last part of the path. */
  String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** A setting's key as the user writes it here. */
  String key(Setting<?> setting) {
    String key = SettingsTree.join(path, setting.name());
    String pattern = key.replaceAll("\\[\\d+]", "[]");
    if (setting.keys().stream()
        .noneMatch(k -> pattern.equals(k) || pattern.equals(k.replaceAll("(\\[])+$", "")))) {
      throw new IllegalStateException(setting.key() + " is no setting of " + path);
    }
    return key;
  }

  private static List<?> elements(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static Map<String, Object> map(Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> given) {
      given.forEach((k, v) -> map.put((String) k, v));
    }
    return map;
  }
}
