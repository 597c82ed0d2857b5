package io.thalweg.decide;

import io.thalweg.DecisionRequest;
import io.thalweg.Features;
import io.thalweg.math.FeatureVector;
import io.thalweg.stream.FeatureAssembler;
import io.thalweg.stream.FeatureSpec;
import io.thalweg.stream.NameListener;
import io.thalweg.wire.ExampleBuffer;
import io.thalweg.wire.RejectedEventException;
import java.util.function.Supplier;

/** Writes feature vectors of one kind out, with their zeros. One instance per thread. */
final class VectorWriter {
  /** What a {@link FeatureAssembler} calls every vector, at the beginning of its messages. */
  private static final String ANY_PLACE = "features";

  private final FeatureSpec spec;
  private final FeatureAssembler assembler;
  private final ExampleBuffer buffer = new ExampleBuffer();

  VectorWriter(FeatureSpec spec, int maxFeatures) {
    this.spec = spec;
    this.assembler = new FeatureAssembler(spec, maxFeatures, NameListener.NOBODY);
  }

  /** Values that a vector has. */
  int dimension() {
    return spec.dimension();
  }

  /**
   * Writes the features from {@code at} on, where zeros stand.
   *
   * @param features of the request; null for none, which are zeros, and the bias
   * @param place asked for where they stand in it, if they are refused
   */
  void write(
      DecisionRequest request, Features features, Supplier<String> place, float[] into, int at)
      throws RejectedEventException {
    if (features == null) {
      if (spec.bias()) {
        into[at + spec.positions()] = 1;
      }
      return;
    }
    buffer.fill(request.getModel(), features);
    FeatureVector vector;
    try {
      vector = assembler.assemble(buffer);
    } catch (RejectedEventException e) {
      throw new RejectedEventException(e.reason(), placed(place.get(), e.getMessage()));
    }
    for (int k = 0; k < vector.size(); k++) {
      into[at + vector.index(k)] = vector.values()[k];
    }
  }

  private static String placed(String place, String message) {
    return message.startsWith(ANY_PLACE)
        ? place + message.substring(ANY_PLACE.length())
        : place + ": " + message;
  }
}
