package io.thalweg.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The failures that one job inside this JVM will meet, in a fixed order: which place in the job
 * fails next, and how many events pass at least, from the moment when it is armed. The order is the
 * seed's; when a place is reached is the run's own. The operators of a job find its failures by the
 * job's name.
 */
final class Faults {
  /** Where a job fails. */
  enum Place {
    /** In the learner, after it has learned and answered an event. */
    LEARNER,
    /** In the map that stands between learner and sink. */
    MAP,
    /** In the learner's snapshot, when its state has been handed over. */
    LEARNER_SNAPSHOT,
    /** In the map's snapshot: the learner's is part of the same checkpoint. */
    MAP_SNAPSHOT,
    /** In the learner, when it hears that a checkpoint is complete. */
    LEARNER_COMPLETE,
    /** In the map, when it hears that a checkpoint is complete. */
    MAP_COMPLETE
  }

  /** What an injected failure looks like. */
  static final class InjectedFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private InjectedFault(Place place) {
      super("injected failure: " + place);
    }
  }

  private record Fault(Place place, int afterEvents) {}

  /** More than a task can hold back from its sink: some of them have been answered in vain. */
  private static final int MIN_EVENTS = 200;

  private static final int MAX_EVENTS = 800;
  private static final Map<String, Faults> BY_JOB = new ConcurrentHashMap<>();

  private final List<Fault> left;
  private int armed;
  private int events;

  private Faults(List<Fault> faults) {
    this.left = new ArrayList<>(faults);
  }

  /** No failure for {@code job}. */
  static Faults none(String job) {
    return register(job, List.of());
  }

  /** A failure at each of {@code places}, {@code rounds} times, in an order of the seed's. */
  static Faults random(String job, long seed, int rounds, Place... places) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Fault> faults = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (Place place : places) {
        Fault fault = new Fault(place, random.nextInt(MIN_EVENTS, MAX_EVENTS));
        faults.add(random.nextInt(faults.size() + 1), fault);
      }
    }
    return register(job, faults);
  }

  /** The failures of a job that has been given some. */
  static Faults of(String job) {
    return BY_JOB.get(job);
  }

  /** Lets the next {@code count} happen, or as many as are left; events count from now on. */
  synchronized void arm(int count) {
    armed = Math.min(armed + count, left.size());
    events = 0;
  }

  /** Returns when all that are armed have happened. */
  void awaitArmed() {
    Await.until(() -> armed() == 0, WatchedJob.PATIENCE, "all armed failures have happened");
  }

  /** How many have not happened yet. */
  synchronized int left() {
    return left.size();
  }

  private synchronized int armed() {
    return armed;
  }

  /** An event has passed. */
  synchronized void event() {
    events++;
  }

  /**
   * A task is at {@code place}.
   *
   * @throws InjectedFault when that is where the job fails next, and enough events have passed
   */
  synchronized void at(Place place) {
    if (armed > 0 && left.get(0).place() == place && events >= left.get(0).afterEvents()) {
      left.remove(0);
      armed--;
      throw new InjectedFault(place);
    }
  }

  private static Faults register(String job, List<Fault> faults) {
    Faults registered = new Faults(faults);
    BY_JOB.put(job, registered);
    return registered;
  }
}
