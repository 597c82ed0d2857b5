package io.thalweg.jobs.models;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the few places of the largest size, the lower one first where two are equal. */
final class Largest {
  private static final Comparator<Entry> BY_SIZE =
      Comparator.<Entry>comparingDouble(entry -> Math.abs(entry.value))
          .thenComparing(Comparator.comparingLong(Entry::place).reversed());

  private final int count;
  private final PriorityQueue<Entry> kept = new PriorityQueue<>(BY_SIZE);

  /** A place and what stands there. */
  record Entry(long place, double value) {}

  /** Keeps {@code count} places at most. */
  Largest(int count) {
    this.count = count;
  }

  /** Considers one place. */
  void add(long place, double value) {
    kept.add(new Entry(place, value));
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
