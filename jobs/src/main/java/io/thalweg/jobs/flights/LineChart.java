package io.thalweg.jobs.flights;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.apache.commons.text.StringEscapeUtils;

/**
 * Draws lines over event time as an SVG element, each labelled at its right end.
 *
 * <p>Colours, fonts and stroke widths come from the page's style sheet through the classes of the
 * elements: {@code grid}, {@code tick}, {@code unit}, {@code line}, {@code label} and the line's
 * own.
 */
final class LineChart {
  /**
   * One line.
   *
   * @param label for people
   * @param style class of its elements
   * @param dots in order of time, at least one
   */
  record Line(String label, String style, List<Dot> dots) {
    Dot last() {
      return dots.get(dots.size() - 1);
    }
  }

  /**
   * One point of a line.
   *
   * @param time event time in milliseconds
   * @param value in the chart's unit
   */
  record Dot(long time, double value) {}

  private record Label(Line line, double y) {}

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMM d", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final int TOP = 30;
  private static final int BOTTOM = 46;
  private static final int LEFT = 40;
  private static final int TICK_WIDTH = 62;
  private static final int LINE_HEIGHT = 16;

  private final int width;
  private final int height;
  private final int right;
  private final boolean narrow;
  private final StringBuilder svg = new StringBuilder();
  private long from;
  private long to;
  private double low;
  private double high;

  private LineChart(int width, int height, boolean narrow) {
    this.width = width;
    this.height = height;
    this.narrow = narrow;
    this.right = narrow ? 84 : 190;
  }

  /** A chart for wide windows, 1080 by 380 pixels: labels on one line, with the last value. */
  static LineChart wide() {
    return new LineChart(1080, 380, false);
  }

  /** A chart for telephones, 368 by 320 pixels: labels broken at spaces. */
  static LineChart narrow() {
    return new LineChart(368, 320, true);
  }

  /**
   * The SVG element.
   *
   * @param title what is drawn, for those who hear the page
   * @param unit of the values, shown above the axis
   * @param from first millisecond of the time axis
   * @param to last millisecond of it, later than {@code from}
   * @param lines at least one
   * @param scaleFrom the vertical axis has room for all dots from this time on; earlier ones are
   *     cut off where they leave it
   */
  String draw(String title, String unit, long from, long to, List<Line> lines, long scaleFrom) {
    this.from = from;
    this.to = to;
    double[] values =
        lines.stream()
            .flatMap(line -> line.dots().stream())
            .filter(dot -> dot.time() >= scaleFrom)
            .mapToDouble(Dot::value)
            .toArray();
    double step = step(values);
    low = step * Math.floor(DoubleStream.of(values).min().orElse(0) / step);
    high = step * Math.ceil(DoubleStream.of(values).max().orElse(1) / step);
    svg.setLength(0);
    add(
        "<svg class=\"%s\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
        narrow ? "narrow" : "wide", width, height, escape(title));
    values(step, unit);
    days();
    lines(lines);
    labels(lines);
    return svg.append("</svg>\n").toString();
  }

  private void values(double step, String unit) {
    int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    long ticks = Math.round((high - low) / step);
    for (long i = 0; i <= ticks; i++) {
      double value = low + i * step;
      add(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
              + "<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%."
              + digits
              + "f</text>%n",
          LEFT,
          width - right,
          y(value),
          y(value),
          LEFT - 7,
          y(value) + 4,
          value);
    }
    add("<text class=\"unit\" x=\"0\" y=\"14\">%s</text>%n", escape(unit));
  }

  private void days() {
    long first = -Math.floorDiv(-from, DAY_MILLIS);
    long last = Math.floorDiv(to, DAY_MILLIS);
    double room = (double) (width - right - LEFT) / TICK_WIDTH;
    long every = Math.max(1, (long) Math.ceil((last - first + 1) / room));
    for (long day = first; day <= last; day += every) {
      long time = day * DAY_MILLIS;
      add(
          "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>"
              + "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
          x(time),
          x(time),
          height - BOTTOM,
          height - BOTTOM + 6,
          x(time),
          height - BOTTOM + 20,
          DAY.format(Instant.ofEpochMilli(time)));
    }
    add(
        "<text class=\"unit\" x=\"%d\" y=\"%d\">%s</text>%n",
        LEFT, height - 6, "event time: departure, local clock");
  }

  private void lines(List<Line> lines) {
    int plotWidth = width - right - LEFT;
    int plotHeight = height - BOTTOM - TOP;
    add(
        "<svg x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" viewBox=\"%d %d %d %d\">%n",
        LEFT, TOP, plotWidth, plotHeight, LEFT, TOP, plotWidth, plotHeight);
    for (Line line : backToFront(lines)) {
      String points =
          line.dots().stream()
              .map(dot -> String.format(Locale.ROOT, "%.1f,%.1f", x(dot.time()), y(dot.value())))
              .collect(Collectors.joining(" "));
      add("<polyline class=\"line %s\" points=\"%s\"/>%n", line.style(), points);
    }
    svg.append("</svg>\n");
  }

  private static List<Line> backToFront(List<Line> lines) {
    List<Line> reversed = new ArrayList<>(lines);
    Collections.reverse(reversed);
    return reversed;
  }

  private void labels(List<Line> lines) {
    List<Line> fromTop =
        lines.stream()
            .sorted(Comparator.comparingDouble((Line line) -> -line.last().value()))
            .toList();
    List<Label> placed = new ArrayList<>();
    double next = TOP;
    for (Line line : fromTop) {
      double y = Math.max(next, y(line.last().value()));
      placed.add(new Label(line, y));
      next = y + LINE_HEIGHT * rows(line).size() + 2;
    }
    double excess = Math.max(0, next - (height - BOTTOM + LINE_HEIGHT));
    for (Label label : placed) {
      List<String> rows = rows(label.line());
      for (int i = 0; i < rows.size(); i++) {
        add(
            "<text class=\"label %s\" x=\"%d\" y=\"%.1f\">%s</text>%n",
            label.line().style(),
            width - right + 8,
            label.y() - excess + 4 + i * LINE_HEIGHT,
            escape(rows.get(i)));
      }
    }
  }

  private List<String> rows(Line line) {
    String value = String.format(Locale.ROOT, "%.3f", line.last().value());
    if (!narrow) {
      return List.of(line.label() + " " + value);
    }
    List<String> rows = new ArrayList<>(List.of(line.label().split(" ")));
    rows.add(value);
    return rows;
  }

  private double x(long time) {
    return LEFT + (double) (time - from) / (to - from) * (width - right - LEFT);
  }

  private double y(double value) {
    return TOP + (high - value) / (high - low) * (height - BOTTOM - TOP);
  }

  /** 1, 2 or 5 times a power of ten, so that four to nine steps hold the values. */
  private static double step(double[] values) {
    double span = DoubleStream.of(values).max().orElse(1) - DoubleStream.of(values).min().orElse(0);
    double raw = Math.max(span, 1e-3) / 5;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double digit = raw / power;
    return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }

  private static String escape(String text) {
    return StringEscapeUtils.escapeXml11(text);
  }
}
