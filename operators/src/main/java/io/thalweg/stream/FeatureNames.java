package io.thalweg.stream;

import io.thalweg.math.FeatureHash;
import io.thalweg.wire.ExampleBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers which name was hashed to which position, to count collisions and to show weights by
 * name. Bounded; models do not depend on it.
 */
final class FeatureNames implements NameListener {
  /** Names that one door remembers for one entry of the settings. */
  static final int MAX_NAMES = 10_000;

  /** Room that products, which are many, leave to the features that they are made of. */
  private static final int KEPT_FROM_PRODUCTS = MAX_NAMES / 2;

  private static final int MAX_SLOTS = 1 << 18;

  private final FeatureHash hash;
  private final int[] hashes;
  private final boolean[] taken;
  private final List<String> names = new ArrayList<>();
  private long collisions;

  /** A memory of nothing, for names that {@code hash} turns into positions. */
  FeatureNames(FeatureHash hash) {
    this.hash = hash;
    this.hashes = new int[Math.min(hash.dimension(), MAX_SLOTS)];
    this.taken = new boolean[hashes.length];
  }

  @Override
  public void note(int hashed, ExampleBuffer example, int k) {
    if (take(hashed) && names.size() < MAX_NAMES) {
      names.add(name(example, k));
    }
  }

  @Override
  public void noteProduct(int hashed, byte[] utf8, int length) {
    if (take(hashed) && names.size() < MAX_NAMES - KEPT_FROM_PRODUCTS) {
      names.add(text(utf8, 0, length));
    }
  }

  /** Whether the hash's place was free; counts a collision if another hash holds its position. */
  private boolean take(int hashed) {
    int slot = slot(hashed);
    if (!taken[slot]) {
      taken[slot] = true;
      hashes[slot] = hashed;
      return true;
    }
    if (hashes[slot] != hashed && hash.index(hashes[slot]) == hash.index(hashed)) {
      collisions++;
    }
    return false;
  }

  private int slot(int hashed) {
    return hash.index(hashed) & (hashes.length - 1);
  }

  /** Takes back a name that {@link #names} gave. */
  void restore(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    int hashed = hash.hash(utf8, 0, utf8.length);
    int slot = slot(hashed);
    if (!taken[slot] && names.size() < MAX_NAMES) {
      taken[slot] = true;
      hashes[slot] = hashed;
      names.add(name);
    }
  }

  /** The names that hold a position, in the order of their first appearance. */
  List<String> names() {
    return names;
  }

  /** Occurrences of a name whose position another name holds. */
  long collisions() {
    return collisions;
  }

  /** What the {@code k}-th named feature of {@code example} is called. */
  static String name(ExampleBuffer example, int k) {
    String name = text(example.text(), example.nameStart(k), example.nameEnd(k));
    return example.kind(k) == ExampleBuffer.Kind.TEXT
        ? name + "=" + text(example.text(), example.textStart(k), example.textEnd(k))
        : name;
  }

  private static String text(byte[] utf8, int start, int end) {
    return new String(utf8, start, end - start, StandardCharsets.UTF_8);
  }
}
