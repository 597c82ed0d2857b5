package io.thalweg.stream;

import io.thalweg.math.FeatureHash;
import io.thalweg.math.FeatureVector;
import io.thalweg.wire.ExampleBuffer;
import io.thalweg.wire.Reason;
import io.thalweg.wire.RejectedEventException;
import java.util.Arrays;

/**
 * Makes a decoded example's features the vector that one model's learner is fed with: hashed where
 * they are named, with the products that the model's interactions make of them, ascending and
 * distinct, within the dimension, with the bias behind them.
 */
public final class FeatureAssembler {
  private final FeatureSpec spec;
  private final int maxFeatures;
  private final FeatureHash hash;
  private final NameListener names;
  private final FeatureCrosses crosses;
  private final FeaturePairs pairs = new FeaturePairs();

  /**
   * An assembler for one entry of the settings.
   *
   * @param maxFeatures of an event, interactions included
   * @param names hears of the names that are hashed
   */
  public FeatureAssembler(FeatureSpec spec, int maxFeatures, NameListener names) {
    this.spec = spec;
    this.maxFeatures = maxFeatures;
    this.hash = hash(spec);
    this.names = names;
    this.crosses = new FeatureCrosses(spec.interactions(), hash, names);
  }

  /** What turns names of such features into positions. */
  static FeatureHash hash(FeatureSpec spec) {
    int bits = Integer.numberOfTrailingZeros(Integer.highestOneBit(spec.positions()));
    return new FeatureHash(spec.hashed() ? bits : 1);
  }

  /**
   * The features of {@code example}, in arrays of their own.
   *
   * @throws RejectedEventException if they do not fit the model
   */
  public FeatureVector assemble(ExampleBuffer example) throws RejectedEventException {
    return switch (example.form()) {
      case DENSE -> dense(example);
      case SPARSE -> sparse(example);
      case NAMED -> named(example);
      case NONE ->
          throw new RejectedEventException(
              Reason.MISSING_FIELD, "features must be given: features=null");
    };
  }

  private FeatureVector dense(ExampleBuffer example) throws RejectedEventException {
    refuseInteractions(example);
    int count = example.valueCount();
    if (count != spec.positions()) {
      throw new RejectedEventException(
          Reason.DIMENSION,
          "features.dense must have the model's dimension: model=%s, dimension=%d, length=%d"
              .formatted(example.model(), spec.positions(), count));
    }
    float[] values = Arrays.copyOf(example.values(), spec.dimension());
    if (spec.bias()) {
      values[count] = 1;
    }
    return new FeatureVector().dense(values, values.length);
  }

  private FeatureVector sparse(ExampleBuffer example) throws RejectedEventException {
    refuseInteractions(example);
    int count = example.indexCount();
    if (count != example.valueCount()) {
      throw new RejectedEventException(
          Reason.MISMATCHED_LENGTHS,
          "features.indices and features.values must have one length: indices=%d, values=%d"
              .formatted(count, example.valueCount()));
    }
    pairs.clear();
    int[] indices = example.indices();
    float[] values = example.values();
    for (int k = 0; k < count; k++) {
      if (indices[k] >= spec.positions()) {
        throw new RejectedEventException(
            Reason.DIMENSION,
            "features.indices must be below the model's dimension: model=%s, dimension=%d, indices[%d]=%d"
                .formatted(example.model(), spec.positions(), k, indices[k]));
      }
      pairs.add(indices[k], values[k]);
    }
    pairs.sort();
    for (int k = 1; k < count; k++) {
      if (pairs.position(k) == pairs.position(k - 1)) {
        throw new RejectedEventException(
            Reason.DUPLICATE_INDEX,
            "features.indices must be distinct: index %d stands at %d and %d"
                .formatted(pairs.position(k), pairs.origin(k - 1), pairs.origin(k)));
      }
    }
    return pairs.vector(spec);
  }

  /** Interactions are of names: positions have none. */
  private void refuseInteractions(ExampleBuffer example) throws RejectedEventException {
    if (!spec.interactions().isEmpty()) {
      throw new RejectedEventException(
          Reason.DIMENSION,
          "features must be named, since the model has interactions: model=" + example.model());
    }
  }

  private FeatureVector named(ExampleBuffer example) throws RejectedEventException {
    if (!spec.hashed()) {
      throw new RejectedEventException(
          Reason.DIMENSION,
          "features.named needs a model with hashBits: model=%s, dimension=%d"
              .formatted(example.model(), spec.positions()));
    }
    pairs.clear();
    for (int k = 0; k < example.namedCount(); k++) {
      ExampleBuffer.Kind kind = example.kind(k);
      if (kind == ExampleBuffer.Kind.FALSE) {
        continue;
      }
      int hashed = hash(example, k);
      names.note(hashed, example, k);
      float value = kind == ExampleBuffer.Kind.NUMBER ? (float) example.number(k) : 1;
      pairs.add(hash.index(hashed), hash.sign(hashed) * value);
    }
    if (!spec.interactions().isEmpty()) {
      crosses.add(example, pairs, maxFeatures);
    }
    pairs.sort();
    return pairs.vector(spec);
  }

  private int hash(ExampleBuffer example, int k) {
    byte[] text = example.text();
    int name = example.nameStart(k);
    int nameLength = example.nameEnd(k) - name;
    if (example.kind(k) != ExampleBuffer.Kind.TEXT) {
      return hash.hash(text, name, nameLength);
    }
    int start = example.textStart(k);
    return hash.hash(text, name, nameLength, text, start, example.textEnd(k) - start);
  }
}
