package io.thalweg.jobs.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.thalweg.jobs.settings.SettingsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a table of CSV in UTF-8 (RFC 4180), whose first line names the columns. It is held whole.
 */
final class TableReader {
  /** As many actions as a request may have by default. */
  private static final int MOST_CLASSES = 1000;

  private static final int MOST_NAME_BYTES = 256;
  private static final String DATA = "--data";
  private static final String LABEL = "--label";

  private final Path file;
  private final char separator;

  TableReader(Path file, char separator) {
    this.file = file;
    this.separator = separator;
  }

  /**
   * The table, with two to {@value #MOST_CLASSES} classes.
   *
   * @param label name of the label's column
   * @throws SettingsException if it is no such table, or has no such column
   */
  Table read(String label) throws SettingsException {
    List<String[]> rows = rows();
    if (rows.isEmpty()) {
      throw new SettingsException(DATA, "is empty; the first line must name the columns: " + file);
    }
    List<String> names = names(rows.get(0));
    int place = names.indexOf(label);
    if (place < 0) {
      throw new SettingsException(
          LABEL, "no such column: %s; there are %s".formatted(label, shortened(names)));
    }
    Table table = Table.of(names, rows.subList(1, rows.size()), place);
    requireClasses(table, label);
    if (table.columns().isEmpty()) {
      throw new SettingsException(DATA, "has no column with values beside the label: " + file);
    }
    return table;
  }

  private List<String[]> rows() throws SettingsException {
    ObjectReader csv =
        new CsvMapper()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .readerFor(String[].class)
            .with(CsvSchema.emptySchema().withColumnSeparator(separator));
    List<String[]> rows = new ArrayList<>();
    try (Reader text = withoutMark(Files.newBufferedReader(file, StandardCharsets.UTF_8));
        MappingIterator<String[]> found = csv.readValues(text)) {
      while (found.hasNextValue()) {
        int line = found.getCurrentLocation().getLineNr();
        String[] row = found.nextValue();
        if (!rows.isEmpty() && row.length != rows.get(0).length) {
          throw new SettingsException(
              DATA,
              "every row must have the header's %d columns: columns=%d, near line %d of %s"
                  .formatted(rows.get(0).length, row.length, line, file));
        }
        rows.add(row);
      }
      return rows;
    } catch (NoSuchFileException e) {
      throw new SettingsException(DATA, "no such file: " + file);
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw notText();
      }
      throw new SettingsException(
          DATA,
          "must be CSV: %s, near line %d of %s"
              .formatted(
                  e.getOriginalMessage(),
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  file));
    } catch (CharacterCodingException e) {
      throw notText();
    } catch (IOException e) {
      throw new SettingsException(DATA, "cannot be read: " + file + ": " + e.getMessage());
    }
  }

  private SettingsException notText() {
    return new SettingsException(DATA, "must be text in UTF-8: " + file);
  }

  /** Spreadsheets put a byte order mark before the first name. */
  private static Reader withoutMark(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != '\uFEFF') {
      text.reset();
    }
    return text;
  }

  private List<String> names(String[] header) throws SettingsException {
    List<String> names = new ArrayList<>();
    Set<String> different = new HashSet<>();
    for (String cell : header) {
      String name = cell.strip();
      if (!different.add(name)) {
        throw new SettingsException(
            DATA,
            "a column's name must stand once in the first line: %s in %s".formatted(name, file));
      }
      names.add(name);
    }
    return names;
  }

  private static void requireClasses(Table table, String label) throws SettingsException {
    int classes = table.classes().size();
    if (classes < 2 || classes > MOST_CLASSES) {
      throw new SettingsException(
          LABEL,
          "must have 2 to %d different values, which are the actions: %s has %d"
              .formatted(MOST_CLASSES, label, classes));
    }
    for (String name : table.classes()) {
      if (name.getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES) {
        throw new SettingsException(
            LABEL,
            "a value must have at most %d bytes: %s..."
                .formatted(MOST_NAME_BYTES, name.substring(0, 40)));
      }
    }
  }

  private static String shortened(List<String> names) {
    int shown = Math.min(names.size(), 20);
    return String.join(", ", names.subList(0, shown))
        + (shown < names.size() ? " and %d more".formatted(names.size() - shown) : "");
  }
}
