package io.thalweg.jobs.settings;

import io.thalweg.stream.ModelEntry;
import java.util.ArrayList;
import java.util.List;

/** Reads the entries of models, each of which some model must be able to reach. */
final class Entries {
  private Entries() {}

  /** Reads one entry. */
  @FunctionalInterface
  interface Entry<E> {
    E read(Section s) throws SettingsException;
  }

  static <E extends ModelEntry> List<E> read(List<Section> sections, Entry<E> entry)
      throws SettingsException {
    if (sections.isEmpty()) {
      throw new SettingsException("models", "must be given: a list of at least one model");
    }
    List<E> models = new ArrayList<>();
    for (Section s : sections) {
      E model = entry.read(s);
      for (E earlier : models) {
        if (earlier.name().equals("*") || earlier.name().equals(model.name())) {
          throw new SettingsException(
              s.key(JobOptions.MODEL_NAME),
              "never reached, since the entry before it matches first: " + earlier.name());
        }
      }
      models.add(model);
    }
    return models;
  }
}
