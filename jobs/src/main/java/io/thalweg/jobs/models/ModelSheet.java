package io.thalweg.jobs.models;

import io.thalweg.mirror.Reading;
import io.thalweg.state.ModelFormatException;
import io.thalweg.state.ModelProgress;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
          (place, weight) -> {
            nonZeros[0]++;
            squares[0] += weight * weight;
            largest.add(place, weight);
            single.add(place, weight);
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
    long all = (long) opened.learner().outputs() * opened.spec().learner().dimension();
    facts.row("non-zero weights", Text.count(nonZeros) + " of " + Text.count(all));
    if (reading.variation() == 0 && Double.isNaN(step)) {
      facts.row("next step size", "unknown before a gradient");
    }
    known(facts, "next step size", step);
    known(facts, "variation V", reading.variation());
    known(facts, "gradient squares", reading.gradientSquares());
    if (!Double.isNaN(reading.variation())) {
      facts.row("hint gain", Text.number(reading.hintGain()));
    }
    known(facts, "projected rounds", reading.projectedRounds());
    known(facts, "movement |x - x'|2", reading.movement());
    if (!reading.expertWeights().isEmpty()) {
      facts.row(
          "expert weights",
          reading.expertWeights().stream().map(Text::number).collect(Collectors.joining(" ")));
    }
    facts.row("bytes", Text.count(opened.export().model().toBytes().length));
    return facts;
  }

  private static void known(Table facts, String what, double number) {
    if (!Double.isNaN(number)) {
      facts.row(what, Text.number(number));
    }
  }

  private static Table weights(OpenedModel opened, List<Largest.Entry> largest) {
    FeatureLabels labels =
        new FeatureLabels(opened.spec().features(), opened.export().featureNames());
    List<Table.Column> columns =
        new ArrayList<>(
            List.of(
                Table.Column.right("weight"),
                Table.Column.right("position"),
                Table.Column.left("feature")));
    if (opened.hasOutputs()) {
      columns.add(0, Table.Column.left("of"));
    }
    Table table = new Table(columns);
    for (Largest.Entry entry : largest) {
      int index = opened.index(entry.place());
      List<String> cells =
          new ArrayList<>(
              List.of(
                  Text.number(labels.sign(index) * entry.value()),
                  Integer.toString(index),
                  labels.label(index)));
      if (opened.hasOutputs()) {
        cells.add(0, opened.outputName(entry.place()));
      }
      table.row(cells);
    }
    return table;
  }
}
