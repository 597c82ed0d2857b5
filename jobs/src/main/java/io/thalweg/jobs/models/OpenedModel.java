package io.thalweg.jobs.models;

import io.thalweg.math.PagedVector;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.MirrorDescent;
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
 * @param model the model, whose pages are loaded as they are touched
 */
record OpenedModel(ModelExport export, ModelHeader header, ModelSpec spec, LinearModel model) {
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
      byte[] head = export.model().head();
      SortedMap<Integer, byte[]> pages = export.model().pages();
      LinearModel model =
          LinearModelCodec.decode(
              ModelHeader.body(head),
              spec.learner(),
              (page, into, offset) -> load(pages, page, into, offset));
      return new OpenedModel(export, ModelHeader.read(head), spec, model);
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

  /** Step size of the next round; NaN before the first gradient. */
  double nextStepSize() {
    return new MirrorDescent(spec.learner()).stepSize(model);
  }

  /** Σ|g|² / V: above 1 the hint helps; 1 before the first gradient. */
  double hintGain() {
    return model.variation() > 0 ? model.gradientSquares() / model.variation() : 1;
  }

  /** Gives every weight that is not 0 to {@code each}, by ascending index. */
  void weights(WeightConsumer each) {
    PagedVector iterate = model.iterate();
    for (int page = 0; page < iterate.pages(); page++) {
      if (iterate.isPresent(page)) {
        int from = page * iterate.pageLength();
        int to = Math.min(iterate.length(), from + iterate.pageLength());
        for (int index = from; index < to; index++) {
          double weight = model.weight(index);
          if (weight != 0) {
            each.accept(index, weight);
          }
        }
      }
    }
  }
}
