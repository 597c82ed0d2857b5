package io.thalweg.jobs.models;

import io.thalweg.state.ModelExport;
import io.thalweg.state.ModelHeader;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Where models lie: a savepoint or checkpoint of a job, or a file that one was exported to. */
sealed interface ModelSource permits SavepointModels, ExportedModel {
  /** Gives every model's name and header to {@code each}, in no order and one after the other. */
  void heads(BiConsumer<String, ModelHeader> each) throws ModelsException;

  /** Gives every model's name and fingerprint to {@code each}; reads the models whole. */
  void fingerprints(BiConsumer<String, Fingerprint> each) throws ModelsException;

  /** The models of these names, as far as they are there. */
  Map<String, ModelExport> find(Set<String> names) throws ModelsException;

  /**
   * What {@code place} holds.
   *
   * @param place folder of a savepoint or checkpoint, or an exported model; a path or a URI
   * @throws ModelsException if there is neither
   */
  static ModelSource at(String place) throws ModelsException {
    Place found = Place.of(place);
    return found.exported().isPresent()
        ? ExportedModel.read(found.exported().get())
        : SavepointModels.open(found.path());
  }
}
