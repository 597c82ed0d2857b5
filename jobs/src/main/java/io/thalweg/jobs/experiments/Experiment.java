package io.thalweg.jobs.experiments;

import java.util.List;

/** A question to theory, and the figures that answer it; the same figures in every run. */
public interface Experiment {
  /** The short name it is asked for by, as in {@code E1}. */
  String name();

  /** What it is about, in a few words. */
  String title();

  /** What is run, and what theory expects of it. */
  String expected();

  /** Runs it. */
  List<Figure> figures();
}
