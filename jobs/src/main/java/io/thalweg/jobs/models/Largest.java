package io.thalweg.jobs.models;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the few positions of the largest size, the lower one first where two are equal. */
final class Largest {
  private static final Comparator<Entry> BY_SIZE =
      Comparator.<Entry>comparingDouble(entry -> Math.abs(entry.value))
          .thenComparing(Comparator.comparingInt(Entry::index).reversed());

  private final int count;
  private final PriorityQueue<Entry> kept = new PriorityQueue<>(BY_SIZE);

  /** A position and what stands there. */
  record Entry(int index, double value) {}

  /** Keeps {@code count} positions at most. */
  Largest(int count) {
    this.count = count;
  }

  /** Considers one position. */
  void add(int index, double value) {
    kept.add(new Entry(index, value));
    if (kept.size() > count) {
      kept.poll();
    }
  }

  /** The largest first. */
  List<Entry> descending() {
    List<Entry> sorted = new ArrayList<>(kept);
    sorted.sort(BY_SIZE.reversed());
    return sorted;
  }
}
