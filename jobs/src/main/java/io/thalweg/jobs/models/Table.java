package io.thalweg.jobs.models;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as they need; the last column stands as it is. */
final class Table {
  private static final int GAP = 2;

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /** How a column is aligned, and what stands above it. */
  record Column(String title, boolean right) {
    static Column left(String title) {
      return new Column(title, false);
    }

    static Column right(String title) {
      return new Column(title, true);
    }
  }

  Table(Column... columns) {
    this(List.of(columns));
  }

  Table(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Adds a row of one cell per column. */
  void row(String... cells) {
    row(List.of(cells));
  }

  /** Adds a row of one cell per column. */
  void row(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "a row must have a cell per column: columns=" + columns.size() + ", " + cells.size());
    }
    rows.add(List.copyOf(cells));
  }

  /** Prints the titles, unless all are empty, and the rows, each behind {@code indent}. */
  void print(PrintWriter out, String indent) {
    List<List<String>> lines = new ArrayList<>();
    if (columns.stream().anyMatch(column -> !column.title().isEmpty())) {
      lines.add(columns.stream().map(Column::title).toList());
    }
    lines.addAll(rows);
    int[] widths = new int[columns.size()];
    for (List<String> line : lines) {
      for (int k = 0; k < widths.length; k++) {
        widths[k] = Math.max(widths[k], width(line.get(k)));
      }
    }
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder(indent);
      for (int k = 0; k < widths.length; k++) {
        String pad = " ".repeat(widths[k] - width(line.get(k)));
        text.append(columns.get(k).right() ? pad + line.get(k) : line.get(k) + pad);
        text.append(" ".repeat(GAP));
      }
      out.println(text.toString().stripTrailing());
    }
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
