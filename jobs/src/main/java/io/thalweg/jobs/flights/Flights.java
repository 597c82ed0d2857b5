package io.thalweg.jobs.flights;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/**
 * Reads flights one by one from CSV, plain or gzip-compressed, in the order of the file.
 *
 * <p>The columns are {@value #HEADER}, with that line first; the README beside the packaged file
 * tells their units. A line that is not a flight ends the reading with an {@link
 * UncheckedIOException} that names file and line. Close it after use.
 */
public final class Flights implements Iterator<Flight>, AutoCloseable {
  /** The first line of every file of flights. */
  public static final String HEADER = "flight,departed,delay,distance,origin,destination";

  private static final String PACKAGED = "flights.csv.gz";
  private static final int COLUMNS = HEADER.split(",", -1).length;

  private final String name;
  private final BufferedReader reader;
  private String next;
  private long line;

  private Flights(InputStream bytes, String name) throws IOException {
    this.name = name;
    this.reader =
        new BufferedReader(new InputStreamReader(plain(bytes), StandardCharsets.UTF_8), 1 << 16);
    advance();
    if (!HEADER.equals(next)) {
      throw new IOException(
          "file of flights must begin with the line " + HEADER + ": file=" + name);
    }
    advance();
  }

  /**
   * The flights that ship with the project: 195,852 of 14 to 25 February 2001.
   *
   * @throws IOException if the package was built without them
   */
  public static Flights packaged() throws IOException {
    InputStream bytes = Flights.class.getResourceAsStream(PACKAGED);
    if (bytes == null) {
      throw new FileNotFoundException("flights must be in the jar: resource=" + PACKAGED);
    }
    return opened(bytes, PACKAGED);
  }

  /**
   * The flights of a file.
   *
   * @param file CSV, plain or gzip-compressed
   * @throws IOException if it cannot be read or does not begin with {@link #HEADER}
   */
  public static Flights of(Path file) throws IOException {
    return opened(Files.newInputStream(file), file.toString());
  }

  private static Flights opened(InputStream bytes, String name) throws IOException {
    try {
      return new Flights(bytes, name);
    } catch (IOException | UncheckedIOException e) {
      bytes.close();
      throw e;
    }
  }

  /** The flights that are left, as a stream; closing it closes this. */
  public Stream<Flight> stream() {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, traits), false)
        .onClose(this::closeUnchecked);
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  /**
   * The next flight.
   *
   * @throws UncheckedIOException if its line is not a flight or the file cannot be read further
   */
  @Override
  public Flight next() {
    if (next == null) {
      throw new NoSuchElementException("no flight is left: file=" + name);
    }
    try {
      Flight flight = parse(next);
      advance();
      return flight;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new UncheckedIOException(
          new IOException(e.getMessage() + ", file=" + name + ", line=" + line, e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private void closeUnchecked() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void advance() throws IOException {
    try {
      next = reader.readLine();
      line++;
    } catch (IOException e) {
      throw new IOException(
          "flights must be readable to the end: "
              + e.getMessage()
              + ", file="
              + name
              + ", line="
              + (line + 1),
          e);
    }
  }

  private static Flight parse(String text) {
    String[] columns = text.split(",", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException(
          "a flight must have " + COLUMNS + " columns: columns=" + columns.length);
    }
    return new Flight(
        number("flight", columns[0], Long::parseLong),
        LocalDateTime.parse(columns[1]).toInstant(ZoneOffset.UTC).toEpochMilli(),
        number("delay", columns[2], Integer::parseInt),
        number("distance", columns[3], Integer::parseInt),
        columns[4],
        columns[5]);
  }

  private static <T extends Number> T number(
      String column, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          column + " must be a whole number: " + column + "=" + text, e);
    }
  }

  private static InputStream plain(InputStream bytes) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(bytes, 1 << 16);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return gzip ? new GZIPInputStream(buffered, 1 << 16) : buffered;
  }
}
