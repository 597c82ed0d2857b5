package io.thalweg.jobs.settings;

import java.util.ArrayList;
import java.util.List;

/** The options that one class declares, in their order. */
final class Declared {
  private final List<Setting<?>> settings = new ArrayList<>();

  /** Takes note of an option, and returns it. */
  <T> Setting<T> add(Setting<T> setting) {
    settings.add(setting);
    return setting;
  }

  List<Setting<?>> all() {
    return List.copyOf(settings);
  }
}
