package io.thalweg.jobs.flights;

import io.thalweg.jobs.flights.LineChart.Dot;
import io.thalweg.jobs.flights.LineChart.Line;
import io.thalweg.jobs.flights.ProgressiveCurve.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Renders a {@link PromisesReport} as one HTML file, in the style of {@link DemoPage}. */
public final class PromisesPage {
  private static final String UNIT = "loss, 0 to 1";
  private static final int HOURS_PER_SHARE = 6;
  private static final int HOURS_PER_DAY = 24;

  /** What is always shown beside what was learned, in minutes. */
  private static final List<Integer> SHOWN = List.of(0, 15, 60);

  /** Who gives promises. */
  private record Policy(String name, String how, double mean, ProgressiveCurve curve) {}

  private final PromisesReport report;
  private final PromiseScore score;
  private final List<Policy> policies;
  private final PageParts page = new PageParts();

  private PromisesPage(PromisesReport report) {
    this.report = report;
    this.score = report.score();
    this.policies = policies(score);
  }

  /** The page as text, to be written in UTF-8. */
  public static String render(PromisesReport report) {
    return new PromisesPage(report).text();
  }

  private static List<Policy> policies(PromiseScore score) {
    List<Policy> policies = new ArrayList<>();
    policies.add(
        new Policy(
            "Thalweg",
            "NeuFastCB: tries, is told of its own promises alone, and learns.",
            score.mean(),
            score.given()));
    int best = score.bestFixed();
    for (int place = 0; place < Promises.MINUTES.size(); place++) {
      int minutes = Promises.MINUTES.get(place);
      if (place == best || SHOWN.contains(minutes)) {
        policies.add(
            new Policy(
                "always " + minutes + (place == best ? " (best)" : ""),
                place == best
                    ? "The best fixed promise, chosen in hindsight."
                    : "The same promise for every flight.",
                score.alwaysMean(place),
                score.always(place)));
      }
    }
    policies.add(
        new Policy(
            "uniform",
            "One of the six by chance; in expectation.",
            score.uniformMean(),
            score.uniform()));
    return policies;
  }

  private String text() {
    page.head("Thalweg: %,d promises".formatted(score.flights()));
    header();
    charts();
    table();
    promises();
    page.commands(report.commands());
    page.raw(
        """
        <footer>Flights: US Bureau of Transportation Statistics, public domain. Losses are those of the
        true delays of all flights, those among them of which the agent was never told. Hours and days
        are those of the airport's own clock.</footer>
        """);
    return page.end();
  }

  private void header() {
    page.add(
        """
        <p class="brand">Thalweg</p>
        <h1>How late will it be at most?</h1>
        <p class="lead">When each of %,d US flights departs, one of six promises is given: at most 0, 5,
        15, 30, 45 or 60 minutes late. Hours later a client of its own tells what it cost, now and then
        never or twice; what another promise would have cost is never told. A broken promise costs
        0.5 and the minutes beyond it over 120, at most 1; a kept one costs its caution, half its
        minutes over 60.</p>
        <dl class="figures">
        """,
        score.flights());
    page.figure("%,d".formatted(score.flights()), "decisions, " + repeats());
    page.figure("%,.0f".formatted(report.decisionsPerSecond()), "decisions per second");
    page.figure(
        "%,d".formatted(report.learned()),
        "learned, %,d of them from silence".formatted(report.defaulted()));
    page.figure("%.4f".formatted(score.mean()), "mean loss");
    page.figure(
        "%,d".formatted(report.deadLetters().values().stream().mapToLong(n -> n).sum()),
        PageParts.deadLetters(new TreeMap<>(report.deadLetters())));
    page.raw("</dl>\n");
  }

  private String repeats() {
    return report.repeats() == 0
        ? "each written once"
        : "%,d written again after a crash".formatted(report.repeats());
  }

  private void charts() {
    List<Point> hours = score.given().points();
    long from = hours.get(0).startMillis();
    long to = hours.get(hours.size() - 1).endMillis();
    page.chart(
        "Mean loss over event time",
        "The mean of all losses so far. Lower is better.",
        UNIT,
        lines(1, Point::endMillis, Point::meanSoFar),
        from,
        to,
        PageParts.settled(hours));
    page.chart(
        "Loss of each day",
        "The mean of that day's losses alone: some days no promise is cheap.",
        UNIT,
        lines(HOURS_PER_DAY, PromisesPage::middle, Point::mean),
        from,
        to,
        from);
    List<Line> shares = new ArrayList<>();
    for (int place = 0; place < Promises.MINUTES.size(); place++) {
      shares.add(
          line(
              Promises.MINUTES.get(place) + " minutes",
              place,
              score.shares(place).points(HOURS_PER_SHARE),
              PromisesPage::middle,
              Point::mean));
    }
    page.chart(
        "Which promises are given",
        "Share of each of the six, in every six hours: alike at first, then what pays.",
        "share of flights",
        shares,
        from,
        to,
        from);
  }

  private static double middle(Point point) {
    return (point.startMillis() + point.endMillis()) / 2.0;
  }

  private List<Line> lines(
      int factor, ToDoubleFunction<Point> time, ToDoubleFunction<Point> value) {
    List<Line> lines = new ArrayList<>();
    for (Policy policy : policies) {
      lines.add(line(policy.name(), lines.size(), policy.curve().points(factor), time, value));
    }
    return lines;
  }

  private static Line line(
      String label,
      int style,
      List<Point> points,
      ToDoubleFunction<Point> time,
      ToDoubleFunction<Point> value) {
    return new Line(
        label,
        PageParts.style(style),
        points.stream()
            .map(p -> new Dot((long) time.applyAsDouble(p), value.applyAsDouble(p)))
            .toList());
  }

  private void table() {
    page.raw(
        """
        <section>
        <h2>Who promises</h2>
        <table>
        <thead><tr><th></th><th class="number">loss</th><th>how</th></tr></thead>
        <tbody>
        """);
    for (int i = 0; i < policies.size(); i++) {
      Policy policy = policies.get(i);
      page.add(
          "<tr><th class=\"%s\">%s</th><td class=\"number\">%.4f</td><td>%s</td></tr>\n",
          PageParts.style(i),
          PageParts.escape(policy.name()),
          policy.mean(),
          PageParts.escape(policy.how()));
    }
    page.raw("</tbody>\n</table>\n</section>\n");
  }

  private void promises() {
    page.raw(
        """
        <section>
        <h2>The six promises</h2>
        <table>
        <thead><tr><th>at most late</th><th class="number">given</th>\
        <th class="number">cost, if given always</th></tr></thead>
        <tbody>
        """);
    for (int place = 0; place < Promises.MINUTES.size(); place++) {
      page.add(
          "<tr><th>%d minutes</th><td class=\"number\">%.1f\u00a0%%</td>"
              + "<td class=\"number\">%.4f</td></tr>\n",
          Promises.MINUTES.get(place), 100 * score.share(place), score.alwaysMean(place));
    }
    page.raw("</tbody>\n</table>\n</section>\n");
  }
}
