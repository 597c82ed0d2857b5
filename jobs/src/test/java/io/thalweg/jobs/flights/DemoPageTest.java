package io.thalweg.jobs.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.thalweg.jobs.flights.DemoReport.Airport;
import io.thalweg.jobs.flights.DemoReport.Command;
import io.thalweg.jobs.flights.DemoReport.Forecaster;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class DemoPageTest {
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final String EVIL = "<script src=\"http://evil\">&'x</script>";

  @Test
  void thePageShowsTheNumbersOfTheReport() throws Exception {
    String text =
        elements(parse(DemoPage.render(report())), "main")
            .get(0)
            .getTextContent()
            .replace('\u00a0', ' ');

    assertThat(text)
        .contains("2 models, one per airport of origin, learned online from 6 US flights")
        .contains("3events per second")
        .contains("5dead letters: late 4, not-finite 1")
        .contains("Thalweg0.51002")
        .contains("gradient descent")
        .contains("base rate0.9100")
        .contains("SEA433 %0.4500.60082 %25")
        .contains("./thalweg run --settings my.yaml");
  }

  @Test
  void everyForecasterHasALineAndALabelInEachOfTheFourCharts() throws Exception {
    Document page = parse(DemoPage.render(report()));

    assertThat(elements(page, "polyline")).hasSize(12);
    List<String> labels =
        elements(page, "text").stream()
            .filter(text -> text.getAttribute("class").startsWith("label"))
            .map(Node::getTextContent)
            .toList();
    assertThat(labels)
        .containsSubsequence("base rate 0.900", "gradient descent 0.800", "Thalweg 0.500")
        .containsSubsequence("base", "rate", "0.900", "gradient", "descent", "0.800");
  }

  @Test
  void theLinesStandWhereTheirValuesAre() throws Exception {
    Document page = parse(DemoPage.render(report()));

    // Values 0.5 to 0.9 fill the plot from y = 334 up to 30, two hours from x = 40 to 890.
    Element thalweg = elements(page, "polyline").get(2);
    assertThat(thalweg.getAttribute("class")).isEqualTo("line first");
    assertThat(thalweg.getAttribute("points")).isEqualTo("465.0,182.0 890.0,334.0");
  }

  @Test
  void labelsOfCloseLinesDoNotOverlap() throws Exception {
    Document page = parse(DemoPage.render(report(0.5001, 0.5000, 0.5002)));

    List<Double> heights = new ArrayList<>();
    for (Element text : elements(page, "text")) {
      if (text.getAttribute("class").startsWith("label")
          && text.getParentNode().equals(elements(page, "svg").get(0))) {
        heights.add(Double.parseDouble(text.getAttribute("y")));
      }
    }
    assertThat(heights).hasSize(3).isSorted();
    assertThat(heights.get(1) - heights.get(0)).isGreaterThanOrEqualTo(15.0);
    assertThat(heights.get(2) - heights.get(1)).isGreaterThanOrEqualTo(15.0);
  }

  @Test
  void thePageRefersToNothingOutside() {
    String page = DemoPage.render(report());

    assertThat(page)
        .doesNotContain("http:")
        .doesNotContain("https:")
        .doesNotContain("//")
        .doesNotContain("src=")
        .doesNotContain("href")
        .doesNotContain("url(")
        .doesNotContain("@import")
        .doesNotContain("<script");
  }

  @Test
  void namesCannotBecomeMarkup() throws Exception {
    List<Forecaster> forecasters =
        report().forecasters().stream()
            .map(
                f ->
                    new Forecaster(
                        EVIL + f.name(), EVIL, f.models(), f.loss(), f.hours(), f.days()))
            .toList();
    DemoReport report =
        new DemoReport(
            6,
            Duration.ofSeconds(2),
            new TreeMap<>(Map.of(EVIL, 1L)),
            forecasters,
            Optional.empty(),
            List.of(new Airport(EVIL, 4, 0.25, 0.5, 0.6, 0.8)),
            List.of(new Command(EVIL, EVIL)));

    String page = DemoPage.render(report);

    assertThat(page).doesNotContain("<script").doesNotContain("src=\"");
    assertThat(elements(parse(page), "code").get(0).getTextContent()).isEqualTo(EVIL);
  }

  @Test
  void aLearnerWorseThanTheBaseRateSavesNothing() {
    DemoReport report = report();
    DemoReport worse =
        new DemoReport(
            6,
            report.elapsed(),
            report.deadLetters(),
            report.forecasters(),
            Optional.empty(),
            List.of(new Airport("SEA", 4, 0.25, 0.9, 0.6, Double.NaN)),
            List.of());

    assertThat(DemoPage.render(worse)).contains("width: 0px").contains("-50\u00a0%");
  }

  @Test
  void theReportOfARunSetsTheLearnerBesideTheBaselines() {
    Baselines baselines = new Baselines(Duration.ofHours(1), 2);
    Score learner = new Score(Duration.ofHours(1));
    Intervals intervals = new Intervals(Duration.ofHours(1));
    intervals.add("ORD", new Intervals.Forecast(DAY, -5, 0, 10, 16));
    intervals.add("ORD", new Intervals.Forecast(DAY, -5, 0, 16, 16));
    for (String origin : List.of("SEA", "ORD", "ORD")) {
      baselines.accept(new Flight(0, DAY, 16, 100, origin, "PDX"));
      learner.add(origin, DAY, 0.25);
    }

    DemoReport report =
        DemoReport.of(
            learner,
            "words",
            intervals,
            baselines,
            Duration.ofMillis(1500),
            Map.of("late", 2L),
            List.of());

    assertThat(report.forecasters())
        .extracting(Forecaster::name)
        .containsExactly(
            "Thalweg", "FTRL, tuned", "AdaGrad, tuned", "gradient descent", "base rate");
    assertThat(report.forecasters()).extracting(Forecaster::models).containsOnly(2);
    assertThat(report.forecasters().get(0).loss()).isEqualTo(0.25);
    assertThat(report.forecasters().get(1).loss())
        .isEqualTo(baselines.ftrlProximal().score().mean());
    assertThat(report.forecasters().get(2).loss()).isEqualTo(baselines.adaGrad().score().mean());
    assertThat(report.forecasters().get(4).loss()).isEqualTo(baselines.baseRate().mean());
    assertThat(report.airports().get(0))
        .isEqualTo(new Airport("ORD", 2, 1.0, 0.25, baselines.baseRate().mean("ORD"), 0.5));
    assertThat(report.delays().get().inside()).isEqualTo(0.5);
    assertThat(report.delays().get().width()).isEqualTo(18);
    assertThat(report.delays().get().error()).isEqualTo(16);
    assertThat(report.delays().get().airport()).isEqualTo("ORD");
    assertThat(report.delays().get().last()).isEqualTo(intervals.last("ORD")).hasSize(2);
    assertThat(DemoPage.render(report))
        .contains("50.0\u00a0% of all delays lay inside, in intervals of\n18.0 minutes")
        .contains("The last flights from ORD");
    assertThat(report.eventsPerSecond()).isEqualTo(2.0);
    assertThat(report.refused()).isEqualTo(2);
  }

  @Test
  void aReportNeedsALearnerAndTime() {
    DemoReport report = report();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new DemoReport(
                    6,
                    Duration.ZERO,
                    new TreeMap<>(),
                    report.forecasters(),
                    Optional.empty(),
                    List.of(),
                    List.of()))
        .withMessage("elapsed must be positive: elapsed=PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new DemoReport(
                    6,
                    Duration.ofSeconds(1),
                    new TreeMap<>(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    List.of()))
        .withMessageContaining("must have a learner");
  }

  private static DemoReport report() {
    return report(0.5, 0.8, 0.9);
  }

  private static DemoReport report(double learned, double descent, double base) {
    return new DemoReport(
        6,
        Duration.ofSeconds(2),
        new TreeMap<>(Map.of("late", 4L, "not-finite", 1L, "oversize", 0L)),
        List.of(
            forecaster("Thalweg", learned),
            forecaster("gradient descent", descent),
            forecaster("base rate", base)),
        Optional.empty(),
        List.of(new Airport("SEA", 4, 0.33, 0.45, 0.6, 0.82)),
        List.of(new Command("./thalweg run --settings my.yaml", "runs your own settings")));
  }

  /** Means so far of 0.7 after the first of two hours, {@code loss} after the second. */
  private static Forecaster forecaster(String name, double loss) {
    ProgressiveCurve curve = new ProgressiveCurve(Duration.ofHours(1));
    curve.add(DAY, 0.7);
    curve.add(DAY + Duration.ofHours(1).toMillis(), 2 * loss - 0.7);
    return new Forecaster(name, "how", 2, loss + 0.01, curve.points(), curve.points(24));
  }

  private static Document parse(String page) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
  }

  private static List<Element> elements(Document page, String name) {
    NodeList nodes = page.getElementsByTagName(name);
    Element[] elements = new Element[nodes.getLength()];
    Arrays.setAll(elements, i -> (Element) nodes.item(i));
    return List.of(elements);
  }
}
