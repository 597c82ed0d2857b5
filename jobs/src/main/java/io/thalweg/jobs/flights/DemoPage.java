package io.thalweg.jobs.flights;

import io.thalweg.jobs.flights.DemoReport.Airport;
import io.thalweg.jobs.flights.DemoReport.Delays;
import io.thalweg.jobs.flights.DemoReport.Forecaster;
import io.thalweg.jobs.flights.Intervals.Forecast;
import io.thalweg.jobs.flights.LineChart.Dot;
import io.thalweg.jobs.flights.LineChart.Line;
import io.thalweg.jobs.flights.ProgressiveCurve.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Renders a {@link DemoReport} as one HTML file that needs nothing else: style and drawings are
 * inside, there is no script and no reference to any other place.
 *
 * <p>The page is well-formed XML too, follows the reader's light or dark preference and fits from
 * 360 pixels on.
 */
public final class DemoPage {
  private static final String UNIT = "logarithmic loss, nats per flight";
  private static final double ASKED_INSIDE = 0.8;

  private final DemoReport report;
  private final PageParts page = new PageParts();

  private DemoPage(DemoReport report) {
    this.report = report;
  }

  /** The page as text, to be written in UTF-8. */
  public static String render(DemoReport report) {
    return new DemoPage(report).text();
  }

  private Forecaster learner() {
    return report.forecasters().get(0);
  }

  private Forecaster last() {
    return report.forecasters().get(report.forecasters().size() - 1);
  }

  private String text() {
    page.head(String.format(Locale.ROOT, "Thalweg: %,d flights", report.events()));
    header();
    charts();
    forecasters();
    report.delays().ifPresent(this::delays);
    airports();
    page.commands(report.commands());
    source();
    return page.end();
  }

  private void header() {
    page.add(
        """
        <p class="brand">Thalweg</p>
        <h1>Will this flight be late?</h1>
        <p class="lead">%,d models, one per airport of origin, learned online from %,d US flights, one
        at a time, in order of departure. Each flight was forecast before its outcome was learned; late
        means more than %d minutes. What is measured is the logarithmic loss: 0 for a sure and true
        forecast, 0.693 for a coin.</p>
        <dl class="figures">
        """,
        learner().models(), report.events(), FlightExamples.LATE_AFTER_MINUTES);
    page.figure("%,d".formatted(report.events()), "events");
    page.figure("%,.0f".formatted(report.eventsPerSecond()), "events per second");
    page.figure("%,d".formatted(learner().models()), "models");
    page.figure("%.4f".formatted(learner().loss()), "progressive loss, nats per flight");
    page.figure("%,d".formatted(report.refused()), PageParts.deadLetters(report.deadLetters()));
    page.raw("</dl>\n");
  }

  private void charts() {
    List<Point> hours = learner().hours();
    long from = hours.get(0).startMillis();
    long to = hours.get(hours.size() - 1).endMillis();
    page.chart(
        "Progressive loss over event time",
        "The mean of all losses so far. Lower is better.",
        UNIT,
        lines(Forecaster::hours, Point::endMillis, Point::meanSoFar),
        from,
        to,
        PageParts.settled(hours));
    page.chart(
        "Loss of each day",
        "The mean of that day's losses alone: weather makes days hard, learning makes them easier.",
        UNIT,
        lines(
            Forecaster::days,
            point -> (point.startMillis() + point.endMillis()) / 2.0,
            Point::mean),
        from,
        to,
        from);
  }

  private List<Line> lines(
      Function<Forecaster, List<Point>> buckets,
      ToDoubleFunction<Point> time,
      ToDoubleFunction<Point> value) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < report.forecasters().size(); i++) {
      Forecaster forecaster = report.forecasters().get(i);
      List<Dot> dots =
          buckets.apply(forecaster).stream()
              .map(p -> new Dot((long) time.applyAsDouble(p), value.applyAsDouble(p)))
              .toList();
      if (!dots.isEmpty()) {
        lines.add(new Line(forecaster.name(), PageParts.style(i), dots));
      }
    }
    return lines;
  }

  private void forecasters() {
    page.raw(
        """
        <section>
        <h2>The forecasters</h2>
        <table>
        <thead><tr><th></th><th class="number">loss</th><th class="number">models</th><th>how</th></tr></thead>
        <tbody>
        """);
    for (int i = 0; i < report.forecasters().size(); i++) {
      Forecaster forecaster = report.forecasters().get(i);
      page.add(
          "<tr><th class=\"%s\">%s</th><td class=\"number\">%.4f</td><td class=\"number\">%,d</td>"
              + "<td>%s</td></tr>\n",
          PageParts.style(i),
          PageParts.escape(forecaster.name()),
          forecaster.loss(),
          forecaster.models(),
          PageParts.escape(forecaster.description()));
    }
    page.raw("</tbody>\n</table>\n</section>\n");
  }

  private void delays(Delays delays) {
    List<Point> days = delays.days();
    long from = days.get(0).startMillis();
    long to = days.get(days.size() - 1).endMillis();
    page.add(
        """
        <section>
        <h2>By how much will it be late?</h2>
        <p>A second model of each airport forecasts the delay in minutes, and an interval that it should
        miss once in ten below and once in ten above. %.1f\u00a0%% of all delays lay inside, in intervals of
        %.1f minutes; the point forecasts were %.1f minutes off.</p>
        </section>
        """,
        100 * delays.inside(), delays.width(), delays.error());
    page.chart(
        "Delays inside their intervals, day by day",
        "Eight in ten is what was asked for.",
        "share of flights",
        List.of(
            line("inside", 0, days, Point::mean), line("asked for", 1, days, day -> ASKED_INSIDE)),
        from,
        to,
        from);
    List<Forecast> last = delays.last();
    page.chart(
        "The last flights from " + delays.airport(),
        "The delay that came, and the interval that was told before.",
        "minutes",
        List.of(
            forecasts("upper end", 1, last, Forecast::upper),
            forecasts("delay", 0, last, Forecast::delay),
            forecasts("lower end", 2, last, Forecast::lower)),
        last.get(0).time(),
        last.get(last.size() - 1).time(),
        last.get(0).time());
  }

  private static Line line(
      String label, int style, List<Point> days, ToDoubleFunction<Point> value) {
    return new Line(
        label,
        PageParts.style(style),
        days.stream()
            .map(
                day -> new Dot((day.startMillis() + day.endMillis()) / 2, value.applyAsDouble(day)))
            .toList());
  }

  private static Line forecasts(
      String label, int style, List<Forecast> last, ToDoubleFunction<Forecast> value) {
    return new Line(
        label,
        PageParts.style(style),
        last.stream().map(each -> new Dot(each.time(), value.applyAsDouble(each))).toList());
  }

  private void airports() {
    if (report.airports().isEmpty()) {
      return;
    }
    page.add(
        """
        <section>
        <h2>The busiest airports</h2>
        <table>
        <thead><tr><th>origin</th><th class="number">flights</th><th class="number">late</th>\
        <th class="number">%s</th><th class="number">%s</th><th class="number">inside</th><th class="gain">loss saved</th></tr></thead>
        <tbody>
        """,
        PageParts.escape(learner().name()), PageParts.escape(last().name()));
    for (Airport airport : report.airports()) {
      double gain = 1 - airport.learned() / airport.baseRate();
      page.add(
          "<tr><th>%s</th><td class=\"number\">%,d</td><td class=\"number\">%.0f\u00a0%%</td>"
              + "<td class=\"number\">%.3f</td><td class=\"number\">%.3f</td>"
              + "<td class=\"number\">%s</td><td class=\"gain\">"
              + "<span class=\"bar\" style=\"width: %.0fpx\"></span>%.0f\u00a0%%</td></tr>\n",
          PageParts.escape(airport.code()),
          airport.flights(),
          100 * airport.lateShare(),
          airport.learned(),
          airport.baseRate(),
          Double.isNaN(airport.inside()) ? "" : "%.0f\u00a0%%".formatted(100 * airport.inside()),
          200 * Math.max(0, gain),
          100 * gain);
    }
    page.raw("</tbody>\n</table>\n</section>\n");
  }

  private void source() {
    page.raw(
        """
        <footer>Flights: US Bureau of Transportation Statistics, public domain. The source gives the
        actual departure, so a forecast knows the hour at which the flight left. Hours and days are
        those of the airport's own clock.</footer>
        """);
  }
}
