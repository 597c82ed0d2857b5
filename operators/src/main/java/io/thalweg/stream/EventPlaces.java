package io.thalweg.stream;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A set of events, known by the places where they stand: source, partition and offset. Made once,
 * by one thread, then only read; 8 bytes an event.
 */
public final class EventPlaces implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The most events that a set may hold: they travel with the job. */
  public static final int MAX_EVENTS = 1 << 20;

  private static final int FIRST_ROOM = 16;

  /** Offsets of one partition, ascending once {@link #frozen}. */
  private static final class Offsets implements Serializable {
    private static final long serialVersionUID = 1L;

    private long[] offsets = new long[FIRST_ROOM];
    private int size;

    void add(long offset) {
      if (size == offsets.length) {
        offsets = Arrays.copyOf(offsets, 2 * size);
      }
      offsets[size++] = offset;
    }

    void sort() {
      Arrays.sort(offsets, 0, size);
    }

    boolean contains(long offset) {
      return Arrays.binarySearch(offsets, 0, size, offset) >= 0;
    }
  }

  private final HashMap<String, Offsets> partitions = new HashMap<>();
  private int size;
  private boolean frozen;

  /** A set without events. */
  public static EventPlaces none() {
    return new EventPlaces().freeze();
  }

  /**
   * Adds an event; one that is there already may be added again.
   *
   * @throws IllegalStateException if there are too many, or the set is frozen
   */
  public void add(String source, int partition, long offset) {
    if (frozen || size == MAX_EVENTS) {
      throw new IllegalStateException(
          "a set of events must not be frozen, and hold at most %d: size=%d, frozen=%b"
              .formatted(MAX_EVENTS, size, frozen));
    }
    partitions.computeIfAbsent(key(source, partition), p -> new Offsets()).add(offset);
    size++;
  }

  /** Says that all events were added; from here on the set can be asked. */
  public EventPlaces freeze() {
    for (Map.Entry<String, Offsets> partition : partitions.entrySet()) {
      partition.getValue().sort();
    }
    frozen = true;
    return this;
  }

  /** Whether the event at that place was added. */
  public boolean contains(String source, int partition, long offset) {
    if (!frozen) {
      throw new IllegalStateException("a set of events must be frozen to be asked: size=" + size);
    }
    if (size == 0) {
      return false;
    }
    Offsets offsets = partitions.get(key(source, partition));
    return offsets != null && offsets.contains(offset);
  }

  /** How many times an event was added. */
  public int size() {
    return size;
  }

  private static String key(String source, int partition) {
    return source + '/' + partition;
  }
}
