package io.thalweg.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
  private static String print(Table table) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    table.print(writer, "  ");
    writer.flush();
    return out.toString();
  }

  @Test
  void columnsAreAsWideAsTheyNeed() {
    Table table = new Table(Table.Column.left("name"), Table.Column.right("events"));
    table.row("a", "1");
    table.row("später", "1,234,567");

    assertThat(print(table))
        .isEqualTo("  name       events\n  a               1\n  später  1,234,567\n");
  }

  @Test
  void untitledColumnsHaveNoHead() {
    Table table = new Table(Table.Column.left(""), Table.Column.left(""));
    table.row("version", "A");
    table.row("", "B");

    assertThat(print(table)).isEqualTo("  version  A\n           B\n");
  }

  @Test
  void aRowHasACellPerColumn() {
    Table table = new Table(Table.Column.left("name"));

    assertThatThrownBy(() -> table.row("a", "b")).isInstanceOf(IllegalArgumentException.class);
  }
}
