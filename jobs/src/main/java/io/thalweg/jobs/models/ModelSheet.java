package io.thalweg.jobs.models;

import io.thalweg.mirror.Reading;
import io.thalweg.state.ModelFormatException;
import io.thalweg.state.ModelProgress;
import java.io.PrintWriter;
import java.util.List;

/** One model on a page: settings, version, norms, progress and its largest weights by name. */
final class ModelSheet {
  private ModelSheet() {}

  /** Prints {@code opened} with its {@code top} largest weights. */
  static void print(OpenedModel opened, int top, PrintWriter out) throws ModelsException {
    Largest largest = new Largest(top);
    Largest single = new Largest(1);
    long[] nonZeros = {0};
    double[] squares = {0};
    try {
      opened.weights(
          (index, weight) -> {
            nonZeros[0]++;
            squares[0] += weight * weight;
            largest.add(index, weight);
            single.add(index, weight);
          });
      facts(opened, nonZeros[0], Math.sqrt(squares[0]), single.descending()).print(out, "");
    } catch (ModelFormatException e) {
      throw new ModelsException("model " + opened.export().name() + ": " + e.getMessage());
    }
    if (!largest.descending().isEmpty()) {
      out.println();
      weights(opened, largest.descending()).print(out, "");
    }
  }

  private static Table facts(
      OpenedModel opened, long nonZeros, double norm, List<Largest.Entry> largest) {
    ModelProgress progress = opened.header().progress();
    Reading reading = opened.reading();
    double step = reading.stepSize();
    Table facts = new Table(Table.Column.left(""), Table.Column.left(""));
    facts.row("model", Text.line(opened.export().name()));
    facts.row("settings", opened.export().settings());
    facts.row(
        "version",
        Text.count(progress.events()) + " events, digest " + Text.digest(progress.digest()));
    facts.row("last event", Text.time(progress.lastEventTime()));
    facts.row("progressive loss", Text.number(progress.progressiveLoss()));
    facts.row("norm |x|2", Text.number(norm));
    facts.row("largest |w|", Text.number(largest.isEmpty() ? 0 : Math.abs(largest.get(0).value())));
    facts.row(
        "non-zero weights",
        Text.count(nonZeros) + " of " + Text.count(opened.spec().features().dimension()));
    facts.row(
        "next step size", Double.isNaN(step) ? "unknown before a gradient" : Text.number(step));
    facts.row("variation V", Text.number(reading.variation()));
    facts.row("gradient squares", Text.number(reading.gradientSquares()));
    facts.row("hint gain", Text.number(reading.hintGain()));
    facts.row("bytes", Text.count(opened.export().model().toBytes().length));
    return facts;
  }

  private static Table weights(OpenedModel opened, List<Largest.Entry> largest) {
    FeatureLabels labels =
        new FeatureLabels(opened.spec().features(), opened.export().featureNames());
    Table table =
        new Table(
            Table.Column.right("weight"),
            Table.Column.right("position"),
            Table.Column.left("feature"));
    for (Largest.Entry entry : largest) {
      table.row(
          Text.number(labels.sign(entry.index()) * entry.value()),
          Integer.toString(entry.index()),
          labels.label(entry.index()));
    }
    return table;
  }
}
