package io.thalweg.jobs.models;

import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.Reading;
import io.thalweg.state.LinearModelCodec;
import io.thalweg.state.ModelExport;
import io.thalweg.state.ModelFormatException;
import io.thalweg.state.ModelHeader;
import io.thalweg.stream.ModelSpec;
import java.util.SortedMap;

/**
 * A model out of its bytes, by the settings that lie beside them.
 *
 * @param export the bytes
 * @param header the model's header
 * @param spec its settings
 * @param learner the learner that it belongs to
 * @param model the model, whose pages are loaded as they are touched
 */
record OpenedModel(
    ModelExport export, ModelHeader header, ModelSpec spec, Learner learner, LinearModel model) {
  /** Takes an index and the weight that stands there. */
  @FunctionalInterface
  interface WeightConsumer {
    void accept(int index, double weight);
  }

  /**
   * Decodes a model.
   *
   * @throws ModelsException if this release cannot read its settings or its bytes
   */
  static OpenedModel of(ModelExport export) throws ModelsException {
    try {
      ModelSpec spec = ModelSpec.parse(export.name(), export.settings());
      Learner learner = Learner.of(spec.learner());
      byte[] head = export.model().head();
      SortedMap<Integer, byte[]> pages = export.model().pages();
      LinearModel model =
          LinearModelCodec.decode(
              ModelHeader.body(head),
              learner.layout(),
              spec.learner().dimension(),
              (page, into, offset) -> load(pages, page, into, offset));
      return new OpenedModel(export, ModelHeader.read(head), spec, learner, model);
    } catch (ModelFormatException e) {
      throw new ModelsException("model " + export.name() + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new ModelsException(
          "the settings of model " + export.name() + " are of another release: " + e.getMessage());
    }
  }

  private static void load(SortedMap<Integer, byte[]> pages, int page, double[] into, int offset) {
    byte[] bytes = pages.get(page);
    if (bytes == null) {
      throw new ModelFormatException("a present page must be stored: page=" + page);
    }
    LinearModelCodec.decodePage(bytes, into, offset);
  }

  /** How the learner stands with the model. */
  Reading reading() {
    return learner.read(model);
  }

  /** The weight at {@code index}. */
  double weight(int index) {
    return learner.weight(model, 0, index);
  }

  /** Number of the pages that stand beside its body, absent ones included. */
  int pages() {
    return model.flattened().stream().mapToInt(part -> part.cells().pages()).sum();
  }

  /** Gives every weight that is not 0 to {@code each}, by ascending index. */
  void weights(WeightConsumer each) {
    for (int index = 0; index < spec.learner().dimension(); index++) {
      double weight = weight(index);
      if (weight != 0) {
        each.accept(index, weight);
      }
    }
  }
}
