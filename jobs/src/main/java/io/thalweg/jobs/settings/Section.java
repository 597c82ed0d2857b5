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
    String key = key(setting);
    Object value = values.get(setting.name());
    if (value == null) {
      return Optional.empty();
    }
    String text = value.toString();
    try {
      return Optional.of(setting.type().read(text));
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
    if (values.get(name) instanceof List<?> list) {
      for (Object element : list) {
        sections.add(
            new Section(SettingsTree.join(path, name) + "[" + sections.size() + "]", map(element)));
      }
    }
    return sections;
  }

  /**
   * A choice that may be written as its word alone or as a section of that name: the section's name
   * is the word.
   */
  Section choice(Setting<String> setting) throws SettingsException {
    Object value = values.get(setting.name());
    if (value instanceof Map<?, ?> map) {
      if (map.size() != 1) {
        throw new SettingsException(
            key(setting),
            "must be "
                + setting.type().rule()
                + ": "
                + (map.isEmpty() ? "(nothing)" : String.join(" and ", map(map).keySet())));
      }
      return section(setting.name()).section(map(map).keySet().iterator().next());
    }
    return section(setting.name()).section(get(setting));
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
    if (!key.replaceAll("\\[\\d+]", "[]").equals(setting.key())) {
      throw new IllegalStateException(setting.key() + " is no setting of " + path);
    }
    return key;
  }

  private static Map<String, Object> map(Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> given) {
      given.forEach((k, v) -> map.put((String) k, v));
    }
    return map;
  }
}
