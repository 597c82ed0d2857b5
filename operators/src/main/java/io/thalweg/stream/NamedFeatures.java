package io.thalweg.stream;

import io.thalweg.math.FeatureVector;
import io.thalweg.wire.ExampleBuffer;
import io.thalweg.wire.RejectedEventException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One event's features as a model is fed with them, and what they are called: the names that were
 * hashed, products among them, whatever position they share. None where features came by position.
 */
public record NamedFeatures(FeatureVector vector, List<String> names) {
  /**
   * The features of an event.
   *
   * @throws RejectedEventException if they do not fit the model
   */
  public static NamedFeatures of(FeatureSpec spec, ExampleBuffer event)
      throws RejectedEventException {
    List<String> names = new ArrayList<>();
    NameListener every =
        new NameListener() {
          @Override
          public void note(int hashed, ExampleBuffer example, int k) {
            names.add(FeatureNames.name(example, k));
          }

          @Override
          public void noteProduct(int hashed, byte[] utf8, int length) {
            names.add(new String(utf8, 0, length, StandardCharsets.UTF_8));
          }
        };
    FeatureVector vector = new FeatureAssembler(spec, Integer.MAX_VALUE, every).assemble(event);
    return new NamedFeatures(vector, names);
  }
}
