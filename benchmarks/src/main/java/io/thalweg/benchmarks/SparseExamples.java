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
 * Sparse logistic examples like those of clicks: 20 features of a vocabulary, drawn by Zipf's law
 * and strewn over the positions as hashing does, each 1; labels follow a hidden linear model.
 */
final class SparseExamples {
  private static final int FEATURES = 20;
  private static final double WORD_EXPONENT = 1.1;
  private static final long FIRST_TIME = 1_700_000_000_000L;

  private final Shape shape;
  private final SplittableRandom random;
  private final Zipf models;
  private final Zipf vocabulary;
  private long made;

  /**
   * What a stream of examples is like.
   *
   * @param name for people
   * @param models number of models
   * @param popularity exponent of Zipf's law for models; 0 for all alike
   * @param hashBits each model has 2^{@code hashBits} positions
   * @param words number of different features, at most one for each position
   */
  record Shape(String name, int models, double popularity, int hashBits, int words) {}

  SparseExamples(Shape shape) {
    this.shape = shape;
    this.random = new SplittableRandom(shape.models());
    this.models = new Zipf(shape.models(), shape.popularity(), 1);
    this.vocabulary = new Zipf(shape.words(), WORD_EXPONENT, 2);
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
      indices.add(position(word));
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
  private int position(int word) {
    return (word * 0x9E3779B1) & ((1 << shape.hashBits()) - 1);
  }

  private static double weight(int word) {
    return (((word * 0x85EBCA6B) >>> 16) & 0xFF) / 256.0 - 0.5;
  }
}
