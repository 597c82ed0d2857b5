package io.thalweg.jobs.models;

import io.thalweg.state.ModelExport;
import io.thalweg.state.ModelFormatException;
import io.thalweg.state.ModelHeader;
import io.thalweg.state.ModelProgress;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Two different models side by side: versions, settings, differing parts, and weights by name. */
final class DifferenceSheet {
  private static final String INDENT = "  ";

  private DifferenceSheet() {}

  /** Prints how {@code b} differs from {@code a}, with the {@code top} weights that do most. */
  static void print(ModelExport a, ModelExport b, int top, PrintWriter out) throws ModelsException {
    OpenedModel first = OpenedModel.of(a);
    OpenedModel second = OpenedModel.of(b);
    Table facts = new Table(Table.Column.left(""), Table.Column.left(""));
    if (!a.name().equals(b.name())) {
      facts.row("name", "A " + Text.line(a.name()));
      facts.row("", "B " + Text.line(b.name()));
    }
    facts.row("version", "A " + version(first.header()));
    facts.row("", "B " + version(second.header()));
    if (!a.settings().equals(b.settings())) {
      facts.row("settings", "A " + a.settings());
      facts.row("", "B " + b.settings());
    }
    int pages = Math.max(first.pages(), second.pages());
    facts.row("differing parts", Difference.of(a, b).parts(pages));
    facts.print(out, INDENT);
    if (!first.spec().features().equals(second.spec().features())) {
      out.println(INDENT + "weights are not compared: the features differ");
      return;
    }
    if (first.learner().outputs() != second.learner().outputs()) {
      out.println(INDENT + "weights are not compared: the numbers of margins differ");
      return;
    }
    try {
      weights(first, second, top, out);
    } catch (ModelFormatException e) {
      throw new ModelsException("model " + a.name() + ": " + e.getMessage());
    }
  }

  private static String version(ModelHeader header) {
    ModelProgress progress = header.progress();
    return Text.count(progress.events()) + " events, digest " + Text.digest(progress.digest());
  }

  private static void weights(OpenedModel a, OpenedModel b, int top, PrintWriter out) {
    Largest largest = new Largest(top);
    long[] count = {0};
    OpenedModel.WeightConsumer note =
        (place, ignored) -> {
          double difference = b.weight(place) - a.weight(place);
          if (difference != 0) {
            count[0]++;
            largest.add(place, difference);
          }
        };
    a.weights(note);
    b.weights(
        (place, weight) -> {
          if (a.weight(place) == 0) {
            note.accept(place, weight);
          }
        });
    out.println(INDENT + Text.count(count[0]) + " weights differ");
    if (!largest.descending().isEmpty()) {
      SortedSet<String> names = new TreeSet<>(a.export().featureNames());
      names.addAll(b.export().featureNames());
      table(a, b, largest, new FeatureLabels(a.spec().features(), names)).print(out, INDENT);
    }
  }

  private static Table table(OpenedModel a, OpenedModel b, Largest largest, FeatureLabels labels) {
    List<Table.Column> columns =
        new ArrayList<>(
            List.of(
                Table.Column.right("A"),
                Table.Column.right("B"),
                Table.Column.right("difference"),
                Table.Column.right("position"),
                Table.Column.left("feature")));
    if (a.hasOutputs()) {
      columns.add(0, Table.Column.left("of"));
    }
    Table table = new Table(columns);
    for (Largest.Entry entry : largest.descending()) {
      int index = a.index(entry.place());
      int sign = labels.sign(index);
      List<String> cells =
          new ArrayList<>(
              List.of(
                  Text.number(sign * a.weight(entry.place())),
                  Text.number(sign * b.weight(entry.place())),
                  Text.number(sign * entry.value()),
                  Integer.toString(index),
                  labels.label(index)));
      if (a.hasOutputs()) {
        cells.add(0, a.outputName(entry.place()));
      }
      table.row(cells);
    }
    return table;
  }
}
