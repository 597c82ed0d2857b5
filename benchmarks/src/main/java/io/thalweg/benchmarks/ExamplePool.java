package io.thalweg.benchmarks;

import io.thalweg.math.EventDigest;
import io.thalweg.math.FeatureVector;
import io.thalweg.stream.CheckedExample;
import java.util.SplittableRandom;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Makes the n-th event of a stream: an example out of a pool that is made beforehand, drawn at
 * random, so that models are hit uniformly and making events costs next to nothing.
 */
final class ExamplePool extends RichMapFunction<Long, CheckedExample> {
  private static final long serialVersionUID = 1L;

  private static final int POOL = 1 << 17;
  private static final int FEATURES = 4;

  private final int models;
  private final int dimension;
  private transient CheckedExample[] pool;

  /** A pool of sparse examples for so many models of so many weights. */
  ExamplePool(int models, int dimension) {
    this.models = models;
    this.dimension = dimension;
  }

  @Override
  public void open(OpenContext context) {
    SplittableRandom random = new SplittableRandom(7);
    pool = new CheckedExample[POOL];
    for (int i = 0; i < POOL; i++) {
      pool[i] = example(i, random);
    }
  }

  private CheckedExample example(int i, SplittableRandom random) {
    int[] indices = new int[FEATURES];
    float[] values = new float[FEATURES];
    int block = dimension / FEATURES;
    for (int k = 0; k < FEATURES; k++) {
      indices[k] = k * block + random.nextInt(block);
      values[k] = (float) random.nextDouble(-1, 1);
    }
    return CheckedExample.labelled(
        "model-" + i % models,
        "e-" + i,
        i,
        random.nextDouble(-1, 1),
        1,
        new FeatureVector().sparse(indices, values, FEATURES));
  }

  @Override
  public CheckedExample map(Long n) {
    return pool[(int) EventDigest.chain(n, 1) & (POOL - 1)];
  }
}
