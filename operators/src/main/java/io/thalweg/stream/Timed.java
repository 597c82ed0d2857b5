package io.thalweg.stream;

/** Something that happens to a model at an event time, to one of its ids. */
public interface Timed {
  /** What it is about: an example, a decision. */
  String id();

  /** Event time in milliseconds. */
  long time();
}
