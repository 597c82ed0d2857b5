package io.thalweg.jobs.simulate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A table of rows whose right answer is known: columns of numbers or of texts, and a label.
 *
 * @param columns of features, in the order of the file, without the label's
 * @param labels of the rows
 * @param classes the different labels, sorted
 * @param unlabelled number of rows that were left out, since their label is missing
 */
record Table(List<Column> columns, List<String> labels, List<String> classes, long unlabelled) {
  /** One column; a cell that is missing is NaN or empty. */
  sealed interface Column {
    String name();

    /**
     * Numbers, less their mean and over their deviation; so that a missing one, which counts 0,
     * counts as the mean.
     */
    record Numbers(String name, double[] values) implements Column {}

    /**
     * Categories.
     *
     * @param different number of different ones
     */
    record Texts(String name, List<String> values, int different) implements Column {}
  }

  /** What stands for a missing value, beside nothing at all. */
  private static final Set<String> MISSING = Set.of("", "?", "NA", "N/A", "NaN", "nan", "null");

  Table {
    columns = List.copyOf(columns);
    labels = List.copyOf(labels);
    classes = List.copyOf(classes);
  }

  /**
   * A table of texts, as a file gives it.
   *
   * @param names of all columns
   * @param rows each with a cell for every name
   * @param label place of the label among the columns
   */
  static Table of(List<String> names, List<String[]> rows, int label) {
    List<String[]> labelled = rows.stream().filter(row -> !isMissing(row[label])).toList();
    List<String> labels = labelled.stream().map(row -> row[label].strip()).toList();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int place = i;
      List<String> cells = labelled.stream().map(row -> row[place].strip()).toList();
      if (i != label && !cells.stream().allMatch(Table::isMissing)) {
        columns.add(column(names.get(i), cells));
      }
    }
    return new Table(
        columns, labels, new ArrayList<>(new TreeSet<>(labels)), rows.size() - labelled.size());
  }

  private static Column column(String name, List<String> cells) {
    requireNonNull(name, "name");
    if (cells.stream().allMatch(cell -> isMissing(cell) || isNumber(cell))) {
      return new Column.Numbers(
          name,
          standardized(
              cells.stream()
                  .mapToDouble(cell -> isMissing(cell) ? Double.NaN : Double.parseDouble(cell))
                  .toArray()));
    }
    List<String> values = cells.stream().map(cell -> isMissing(cell) ? "" : cell).toList();
    long different = values.stream().filter(value -> !value.isEmpty()).distinct().count();
    return new Column.Texts(name, values, (int) different);
  }

  private static double[] standardized(double[] values) {
    double sum = 0;
    int known = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        known++;
      }
    }
    double mean = sum / known;
    double squares = 0;
    for (double value : values) {
      squares += Double.isNaN(value) ? 0 : (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / known);
    double[] standardized = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double value = deviation == 0 ? 0 : (values[i] - mean) / deviation;
      standardized[i] = Double.isNaN(values[i]) ? Double.NaN : value;
    }
    return standardized;
  }

  private static boolean isMissing(String cell) {
    return MISSING.contains(cell.strip());
  }

  /** Not what Java takes for a number beside: {@code 1d}, {@code 0x1p3}, {@code Infinity}. */
  private static boolean isNumber(String cell) {
    return cell.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")
        && Double.isFinite(Double.parseDouble(cell));
  }

  /** Number of rows with a label. */
  int rows() {
    return labels.size();
  }

  /** Whether all columns hold numbers. */
  boolean isNumeric() {
    return columns.stream().allMatch(Column.Numbers.class::isInstance);
  }

  /** Number of different features: one per column of numbers, one per category of a text. */
  long features() {
    return columns.stream().mapToLong(c -> c instanceof Column.Texts t ? t.different() : 1).sum();
  }
}
