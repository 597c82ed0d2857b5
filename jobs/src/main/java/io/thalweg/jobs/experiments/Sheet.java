package io.thalweg.jobs.experiments;

import java.io.PrintWriter;
import java.util.List;
import org.apache.commons.text.WordUtils;

/** Experiments as text: a title, then a line per figure. */
public final class Sheet {
  private static final int WIDTH = 100;

  private final PrintWriter out;

  /** Prints to {@code out}. */
  public Sheet(PrintWriter out) {
    this.out = out;
  }

  /**
   * Runs an experiment and prints it.
   *
   * @return whether all figures are what they have to be
   */
  public boolean print(Experiment experiment) {
    out.println(experiment.name() + "  " + experiment.title());
    out.println(WordUtils.wrap(experiment.expected(), WIDTH));
    List<Figure> figures = experiment.figures();
    int width = figures.stream().mapToInt(figure -> figure.label().length()).max().orElse(0);
    String line = "  %-" + Math.max(width, 8) + "s  %16s  %16s  %-4s  %s";
    out.println(String.format(line, "", "measured", "reference", "", "has to be").stripTrailing());
    boolean met = true;
    for (Figure figure : figures) {
      met &= figure.met();
      out.println(
          String.format(
                  line,
                  figure.label(),
                  Figure.shown(figure.measured()),
                  Double.isNaN(figure.reference()) ? "" : Figure.shown(figure.reference()),
                  figure.allowed().isEmpty() ? "" : figure.met() ? "met" : "MISS",
                  figure.allowed())
              .stripTrailing());
    }
    out.println();
    out.flush();
    return met;
  }
}
