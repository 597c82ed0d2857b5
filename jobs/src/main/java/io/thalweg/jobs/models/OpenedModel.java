package io.thalweg.jobs.models;

import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.Reading;
import io.thalweg.state.Family;
import io.thalweg.state.LinearModelCodec;
import io.thalweg.state.ModelExport;
import io.thalweg.state.ModelFormatException;
import io.thalweg.state.ModelHeader;
import io.thalweg.stream.ModelSpec;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
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
  /** Takes a place and the weight that stands there; see {@link #index} and {@link #output}. */
  @FunctionalInterface
  interface WeightConsumer {
    void accept(long place, double weight);
  }

  /**
   * Decodes a model.
   *
   * @throws ModelsException if this release cannot read its settings or its bytes
   */
  static OpenedModel of(ModelExport export) throws ModelsException {
    try {
      Family family = ModelHeader.read(export.model().head()).family();
      if (family != Family.MIRROR) {
        throw new ModelsException(
            "weights are only shown of linear models: model=%s, family=%s"
                .formatted(export.name(), family.name().toLowerCase(Locale.ROOT)));
      }
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

  /**
   * What each feature of an event has to do with the answer to it.
   *
   * @param output the class to explain; empty: the likeliest
   * @throws ModelsException if there is no such class, or the model's pages cannot be read
   */
  Explanation explain(FeatureVector features, OptionalInt output) throws ModelsException {
    try {
      return Explanation.of(learner, model, features, output);
    } catch (ModelFormatException e) {
      throw new ModelsException("model " + export.name() + ": " + e.getMessage());
    }
  }

  /** How the learner stands with the model. */
  Reading reading() {
    return learner.read(model);
  }

  /** The weight at {@code place}. */
  double weight(long place) {
    return learner.weight(model, output(place), index(place));
  }

  /** The position, of a feature, that {@code place} is of. */
  int index(long place) {
    return (int) (place % spec.learner().dimension());
  }

  /** The margin that {@code place} is of, from 0. */
  int output(long place) {
    return (int) (place / spec.learner().dimension());
  }

  /** Whether there are several margins, of classes or quantiles. */
  boolean hasOutputs() {
    return learner.outputs() > 1;
  }

  /** What the margin is of that {@code place} is of, where there are several. */
  String outputName(long place) {
    int output = output(place);
    List<Double> levels = spec.learner().quantiles();
    if (levels.isEmpty()) {
      return "class " + output;
    }
    return output == 0 ? "prediction" : "quantile " + levels.get(output - 1);
  }

  /** Number of the pages that stand beside its body, absent ones included. */
  int pages() {
    return model.flattened().stream().mapToInt(part -> part.cells().pages()).sum();
  }

  /** Gives every weight that is not 0 to {@code each}, by margin and ascending position. */
  void weights(WeightConsumer each) {
    long places = (long) learner.outputs() * spec.learner().dimension();
    for (long place = 0; place < places; place++) {
      double weight = weight(place);
      if (weight != 0) {
        each.accept(place, weight);
      }
    }
  }
}
