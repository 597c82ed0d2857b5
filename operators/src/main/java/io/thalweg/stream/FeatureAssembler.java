package io.thalweg.stream;

import io.thalweg.math.FeatureHash;
import io.thalweg.math.FeatureVector;
import io.thalweg.wire.ExampleBuffer;
import io.thalweg.wire.Reason;
import io.thalweg.wire.RejectedEventException;
import java.util.Arrays;

/**
 * Makes a decoded example's features the vector that one model's learner is fed with: hashed where
 * they are named, ascending and distinct, within the dimension, with the bias behind them.
 *
 * <p>Numbers of the same hashed position are added in the order in which the event holds them, so
 * that equal bytes give equal vectors.
 */
final class FeatureAssembler {
  private final FeatureSpec spec;
  private final FeatureHash hash;
  private final FeatureNames names;
  private long[] order = new long[64];
  private float[] scratch = new float[64];

  /** An assembler for one entry of the settings. */
  FeatureAssembler(FeatureSpec spec) {
    this.spec = spec;
    int bits = Integer.numberOfTrailingZeros(Integer.highestOneBit(spec.positions()));
    this.hash = new FeatureHash(spec.hashed() ? bits : 1);
    this.names = new FeatureNames(hash);
  }

  /** The names that were hashed. */
  FeatureNames names() {
    return names;
  }

  /**
   * The features of {@code example}, in arrays of their own.
   *
   * @throws RejectedEventException if they do not fit the model
   */
  FeatureVector assemble(ExampleBuffer example) throws RejectedEventException {
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
    int count = example.indexCount();
    if (count != example.valueCount()) {
      throw new RejectedEventException(
          Reason.MISMATCHED_LENGTHS,
          "features.indices and features.values must have one length: indices=%d, values=%d"
              .formatted(count, example.valueCount()));
    }
    reserve(count);
    int[] indices = example.indices();
    for (int k = 0; k < count; k++) {
      if (indices[k] >= spec.positions()) {
        throw new RejectedEventException(
            Reason.DIMENSION,
            "features.indices must be below the model's dimension: model=%s, dimension=%d, indices[%d]=%d"
                .formatted(example.model(), spec.positions(), k, indices[k]));
      }
      order[k] = (long) indices[k] << Integer.SIZE | k;
    }
    sort(count);
    for (int k = 1; k < count; k++) {
      if (position(k) == position(k - 1)) {
        throw new RejectedEventException(
            Reason.DUPLICATE_INDEX,
            "features.indices must be distinct: index %d stands at %d and %d"
                .formatted(position(k), (int) order[k - 1], (int) order[k]));
      }
    }
    return gather(example.values(), count);
  }

  private FeatureVector named(ExampleBuffer example) throws RejectedEventException {
    if (!spec.hashed()) {
      throw new RejectedEventException(
          Reason.DIMENSION,
          "features.named needs a model with hashBits: model=%s, dimension=%d"
              .formatted(example.model(), spec.positions()));
    }
    int named = example.namedCount();
    reserve(named);
    int count = 0;
    for (int k = 0; k < named; k++) {
      ExampleBuffer.Kind kind = example.kind(k);
      if (kind == ExampleBuffer.Kind.FALSE) {
        continue;
      }
      int hashed = hash(example, k);
      names.note(hashed, example, k);
      float value = kind == ExampleBuffer.Kind.NUMBER ? (float) example.number(k) : 1;
      scratch[count] = hash.sign(hashed) * value;
      order[count] = (long) hash.index(hashed) << Integer.SIZE | count;
      count++;
    }
    sort(count);
    return gather(scratch, count);
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

  /** The values at the sorted positions, those of one position added up, the bias behind them. */
  private FeatureVector gather(float[] values, int count) throws RejectedEventException {
    int distinct = count == 0 ? 0 : 1;
    for (int k = 1; k < count; k++) {
      if (position(k) != position(k - 1)) {
        distinct++;
      }
    }
    int size = distinct + (spec.bias() ? 1 : 0);
    int[] indices = new int[size];
    float[] gathered = new float[size];
    int last = -1;
    for (int k = 0; k < count; k++) {
      if (k == 0 || position(k) != position(k - 1)) {
        indices[++last] = position(k);
      }
      gathered[last] += values[(int) order[k]];
      if (!Float.isFinite(gathered[last])) {
        throw new RejectedEventException(
            Reason.OUT_OF_RANGE,
            "features that share a position must have a finite sum: position=" + indices[last]);
      }
    }
    if (spec.bias()) {
      indices[distinct] = spec.positions();
      gathered[distinct] = 1;
    }
    return new FeatureVector().sparse(indices, gathered, size);
  }

  private int position(int k) {
    return (int) (order[k] >>> Integer.SIZE);
  }

  private void reserve(int count) {
    if (order.length < count) {
      order = new long[Math.max(count, 2 * order.length)];
      scratch = new float[order.length];
    }
  }

  /** Sorts the pairs by position; few and mostly in order, or many. */
  private void sort(int count) {
    if (count > 48) {
      Arrays.sort(order, 0, count);
      return;
    }
    for (int k = 1; k < count; k++) {
      long pair = order[k];
      int hole = k - 1;
      while (hole >= 0 && order[hole] > pair) {
        order[hole + 1] = order[hole];
        hole--;
      }
      order[hole + 1] = pair;
    }
  }
}
