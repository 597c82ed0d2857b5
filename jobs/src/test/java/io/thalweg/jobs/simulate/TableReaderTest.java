package io.thalweg.jobs.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.jobs.settings.SettingsException;
import io.thalweg.jobs.simulate.Table.Column;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {
  @TempDir private Path folder;

  @Test
  void numbersAndTextsAreToldApartByTheirCells() throws Exception {
    Table table =
        read(
            """
            size,colour,code,kind
            1,red,7,oak
            3,"a, ""b""\",0x1p3,elm
            """);

    assertThat(table.columns()).extracting(Column::name).containsExactly("size", "colour", "code");
    assertThat(((Column.Numbers) table.columns().get(0)).values()).containsExactly(-1, 1);
    assertThat(table.columns().get(1))
        .isEqualTo(new Column.Texts("colour", List.of("red", "a, \"b\""), 2));
    assertThat(table.columns().get(2)).isInstanceOf(Column.Texts.class);
    assertThat(table.labels()).containsExactly("oak", "elm");
    assertThat(table.classes()).containsExactly("elm", "oak");
    assertThat(table.isNumeric()).isFalse();
    assertThat(table.features()).isEqualTo(1 + 2 + 2);
  }

  @Test
  void missingCellsAreNeitherNumbersNorCategories() throws Exception {
    Table table =
        read(
            """
            size,colour,nothing,kind
            2,NA,?,oak
            ,red,,elm
            4,null,NaN,oak
            9,blue,1,?
            """);

    assertThat(table.columns()).extracting(Column::name).containsExactly("size", "colour");
    assertThat(((Column.Numbers) table.columns().get(0)).values())
        .containsExactly(-1, Double.NaN, 1);
    assertThat(table.columns().get(1))
        .isEqualTo(new Column.Texts("colour", List.of("", "red", ""), 1));
    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.unlabelled()).isEqualTo(1);
  }

  @Test
  void aConstantColumnSaysNothing() throws Exception {
    Table table = read("same,kind\n5,oak\n5,elm\n");

    assertThat(((Column.Numbers) table.columns().get(0)).values()).containsExactly(0, 0);
  }

  @Test
  void aMarkAndOtherSeparatorsAreUnderstood() throws Exception {
    Path file = write("\uFEFFkind;size\r\noak;1,5\r\n\r\nelm;2\r\n");

    Table table = new TableReader(file, ';').read("kind");

    assertThat(table.labels()).containsExactly("oak", "elm");
    assertThat(table.columns()).extracting(Column::name).containsExactly("size");
  }

  @Test
  void whatIsNoSuchTableIsToldInOneLine() throws Exception {
    Path absent = folder.resolve("absent.csv");
    assertThatThrownBy(() -> new TableReader(absent, ',').read("kind"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--data: no such file: " + absent);
    assertThatThrownBy(() -> new TableReader(folder, ',').read("kind"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--data: cannot be read: " + folder);
    refuses("", "--data: is empty; the first line must name the columns");
    refuses("size,colour\n1,red\n", "--label: no such column: kind; there are size, colour");
    refuses("size,size,kind\n", "--data: a column's name must stand once in the first line: size");
    refuses(
        "size,kind\n1,oak\n1\n", "--data: every row must have the header's 2 columns: columns=1");
    refuses("size,kind\n1,\"oak\n", "--data: must be CSV");
    refuses("kind\noak\nelm\n", "--data: has no column with values beside the label");
    Path bytes = Files.write(folder.resolve("bytes.csv"), new byte[] {'a', (byte) 0xff, '\n'});
    assertThatThrownBy(() -> new TableReader(bytes, ',').read("a"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--data: must be text in UTF-8: " + bytes);
  }

  @Test
  void thereMustBeTwoToAThousandClasses() throws Exception {
    refuses(
        "size,kind\n1,oak\n2,oak\n",
        "--label: must have 2 to 1000 different values, which are the actions: kind has 1");
    refuses("size,kind\n", "--label: must have 2 to 1000 different values");
    String rows =
        IntStream.rangeClosed(0, 1000).mapToObj(i -> "1," + i).collect(Collectors.joining("\n"));
    refuses("size,kind\n" + rows, "kind has 1001");
    assertThat(read("size,kind\n" + rows.replace("1,1000", "1,0")).classes()).hasSize(1000);
    refuses("size,kind\n1,oak\n2," + "x".repeat(257), "--label: a value must have at most 256");
  }

  private void refuses(String text, String message) throws Exception {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }

  private Table read(String text) throws Exception {
    return new TableReader(write(text), ',').read("kind");
  }

  private Path write(String text) throws Exception {
    return Files.writeString(folder.resolve("table.csv"), text, StandardCharsets.UTF_8);
  }
}
