package io.thalweg.jobs.flights;

import io.thalweg.jobs.flights.DemoReport.Command;
import io.thalweg.jobs.flights.LineChart.Line;
import io.thalweg.jobs.flights.ProgressiveCurve.Point;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;

/**
 * What pages about flights are made of, as one HTML file that needs nothing else: style and
 * drawings are inside, there is no script and no reference to any other place.
 */
final class PageParts {
  /** Classes of lines and table heads, in the order in which they catch the eye. */
  private static final List<String> STYLES =
      List.of("first", "second", "third", "fourth", "fifth", "sixth");

  private static final double SETTLED = 0.02;

  private final StringBuilder html = new StringBuilder(1 << 17);

  /** Text as it is, which must be well-formed. */
  void raw(String text) {
    html.append(text);
  }

  /** Text with values, which must be escaped where they are not ours. */
  void add(String format, Object... values) {
    html.append(String.format(Locale.ROOT, format, values));
  }

  void head(String title) {
    add(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        """,
        escape(title), style());
  }

  /** The whole page, its last part having been added. */
  String end() {
    return html.append("</main>\n</body>\n</html>\n").toString();
  }

  void figure(String value, String name) {
    add("<div><dd>%s</dd><dt>%s</dt></div>\n", escape(value), escape(name));
  }

  void chart(
      String title,
      String text,
      String unit,
      List<Line> lines,
      long from,
      long to,
      long scaleFrom) {
    add(
        "<section>\n<h2>%s</h2>\n<p>%s</p>\n<figure>\n%s%s</figure>\n</section>\n",
        escape(title),
        escape(text),
        LineChart.wide().draw(title, unit, from, to, lines, scaleFrom),
        LineChart.narrow().draw(title, unit, from, to, lines, scaleFrom));
  }

  void commands(List<Command> commands) {
    if (commands.isEmpty()) {
      return;
    }
    html.append("<section>\n<h2>How to go on</h2>\n<dl class=\"commands\">\n");
    for (Command command : commands) {
      add(
          "<dt><code>%s</code></dt><dd>%s</dd>\n",
          escape(command.line()), escape(command.purpose()));
    }
    html.append("</dl>\n</section>\n");
  }

  /** The class of the line at this place; the last one for all places beyond. */
  static String style(int place) {
    return STYLES.get(Math.min(place, STYLES.size() - 1));
  }

  /** The end of the first bucket by which two hundredths of the events have passed. */
  static long settled(List<Point> hours) {
    double enough = SETTLED * hours.get(hours.size() - 1).eventsSoFar();
    return hours.stream()
        .filter(point -> point.eventsSoFar() >= enough)
        .findFirst()
        .orElseThrow()
        .endMillis();
  }

  static String deadLetters(Map<String, Long> byReason) {
    String reasons =
        byReason.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return "dead letters" + (reasons.isEmpty() ? "" : ": " + reasons);
  }

  static String escape(String text) {
    return StringEscapeUtils.escapeXml11(text);
  }

  private static String style() {
    try (InputStream css = PageParts.class.getResourceAsStream("demo.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
