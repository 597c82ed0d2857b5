package io.thalweg.benchmarks;

import io.thalweg.Example;
import io.thalweg.Features;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Sparse logistic examples like those of clicks: 20 of 2^18 features, drawn by Zipf's law and
 * strewn over the positions as hashing does, each 1; labels follow a hidden linear model. Models
 * are as popular as {@code exponent} says, 0 for all alike.
 */
final class SparseExamples {
  static final int HASH_BITS = 18;

  private static final int FEATURES = 20;
  private static final long FIRST_TIME = 1_700_000_000_000L;

  private final SplittableRandom random;
  private final Zipf models;
  private final Zipf vocabulary;
  private long made;

  SparseExamples(int models, double exponent, long seed) {
    this.random = new SplittableRandom(seed);
    this.models = new Zipf(models, exponent, seed);
    this.vocabulary = new Zipf(1 << HASH_BITS, 1.1, seed + 1);
  }

  Example next() {
    int model = models.draw(random);
    Set<Integer> words = new HashSet<>();
    while (words.size() < FEATURES) {
      words.add(vocabulary.draw(random));
    }
    List<Integer> indices = new ArrayList<>();
    double margin = 0;
    for (int word : words) {
      indices.add(position(word, model));
      margin += weight(word);
    }
    Features features = new Features();
    features.setIndices(indices);
    features.setValues(IntStream.range(0, FEATURES).mapToObj(k -> 1f).toList());
    Example example = new Example();
    example.setModel("m" + model);
    example.setId("e" + made);
    example.setTime(Instant.ofEpochMilli(FIRST_TIME + made++));
    example.setFeatures(features);
    example.setLabel(random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1.0 : 0.0);
    example.setWeight(1.0);
    return example;
  }

  /** An odd multiplier permutes the positions, so that no two words share one. */
  private static int position(int word, int model) {
    return (word * 0x9E3779B1 + model) & ((1 << HASH_BITS) - 1);
  }

  private static double weight(int word) {
    return (((word * 0x85EBCA6B) >>> 16) & 0xFF) / 256.0 - 0.5;
  }
}
