package io.thalweg.benchmarks.bandit;

import io.thalweg.math.KeyedRandom;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Examples of classes as {@code data/classes} has them, in memory.
 *
 * <p>Two formats are read, both within gzip: lines of tabs, the label first, under a line of names;
 * and MNIST's IDX, a file of images and one of labels.
 */
final class Classes {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  private final int dimension;
  private final float[][] features;
  private final int[] labels;
  private final int count;

  private Classes(int dimension, float[][] features, int[] labels) {
    if (labels.length == 0) {
      throw new IllegalArgumentException("a data set must have an example");
    }
    this.dimension = dimension;
    this.features = features;
    this.labels = labels;
    count = IntStream.of(labels).max().orElseThrow() + 1;
  }

  /**
   * Reads lines of a label and features.
   *
   * @throws IOException if a line has not as many fields as the line of names, or one no number
   */
  static Classes table(Path file) throws IOException {
    List<float[]> features = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    int dimension;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
      String head = lines.readLine();
      dimension = head == null ? 0 : head.split("\t", -1).length - 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split("\t", -1);
        if (fields.length != dimension + 1) {
          throw new IOException(
              "a line must have %d fields: fields=%d, line=%d, file=%s"
                  .formatted(dimension + 1, fields.length, labels.size() + 2, file));
        }
        try {
          labels.add(Integer.parseUnsignedInt(fields[0]));
          float[] row = new float[dimension];
          for (int i = 0; i < dimension; i++) {
            row[i] = Float.parseFloat(fields[i + 1]);
          }
          features.add(row);
        } catch (NumberFormatException e) {
          throw new IOException(
              "fields must be numbers: line=%d, file=%s".formatted(labels.size() + 1, file), e);
        }
      }
    }
    return new Classes(
        dimension,
        features.toArray(float[][]::new),
        labels.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * Reads images, a feature for each point, and their labels.
   *
   * @throws IOException if a file is not what its first number says, or they are not of one length
   */
  static Classes idx(Path images, Path labels) throws IOException {
    byte[] classes;
    try (DataInputStream in = data(labels)) {
      require(in.readInt(), LABELS, labels);
      classes = in.readNBytes(in.readInt());
    }
    try (DataInputStream in = data(images)) {
      require(in.readInt(), IMAGES, images);
      int size = in.readInt();
      if (size != classes.length) {
        throw new IOException(
            "there must be a label for each image: images=%d, labels=%d, file=%s"
                .formatted(size, classes.length, images));
      }
      int dimension = Math.multiplyExact(in.readInt(), in.readInt());
      float[][] features = new float[size][dimension];
      byte[] points = new byte[dimension];
      for (float[] row : features) {
        in.readFully(points);
        for (int i = 0; i < dimension; i++) {
          row[i] = points[i] & 0xff;
        }
      }
      return new Classes(
          dimension, features, IntStream.range(0, size).map(i -> classes[i] & 0xff).toArray());
    }
  }

  private static void require(int found, int magic, Path file) throws IOException {
    if (found != magic) {
      throw new IOException(
          "an IDX file must begin with %#010x: %#010x, file=%s".formatted(magic, found, file));
    }
  }

  private static InputStream open(Path file) throws IOException {
    return new GZIPInputStream(Files.newInputStream(file), 1 << 16);
  }

  private static DataInputStream data(Path file) throws IOException {
    return new DataInputStream(new BufferedInputStream(open(file)));
  }

  /** Number of examples. */
  int size() {
    return labels.length;
  }

  /** Number of features. */
  int dimension() {
    return dimension;
  }

  /** Number of classes: the largest label and one. */
  int count() {
    return count;
  }

  /** The class of an example. */
  int label(int example) {
    return labels[example];
  }

  /** Writes the features of an example from the first place on. */
  void features(int example, float[] into) {
    System.arraycopy(features[example], 0, into, 0, dimension);
  }

  /** The examples in an order by chance (Fisher and Yates), a function of the seed. */
  int[] order(long seed) {
    KeyedRandom random = new KeyedRandom(seed, 0);
    int[] order = new int[labels.length];
    Arrays.setAll(order, i -> i);
    for (int i = order.length - 1; i > 0; i--) {
      int other = (int) random.below(i + 1, i);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }
}
