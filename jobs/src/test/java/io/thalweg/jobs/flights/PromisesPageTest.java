package io.thalweg.jobs.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PromisesPageTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  @Test
  void thePageShowsTheNumbersOfTheReport() throws Exception {
    Document page = parse(PromisesPage.render(report()));

    assertThat(page.getElementsByTagName("main").item(0).getTextContent().replace('\u00a0', ' '))
        .contains("When each of 60 US flights departs")
        .contains("3 written again after a crash")
        .contains("30decisions per second")
        .contains("58learned, 2 of them from silence")
        .contains("4dead letters: duplicate-id 4")
        .contains("Thalweg0.0417NeuFastCB")
        .contains("always 5 (best)0.0417The best fixed promise, chosen in hindsight.")
        .contains("always 60")
        .contains("5 minutes100.0 %0.0417");
  }

  @Test
  void everyPolicyAndEveryPromiseHasALine() throws Exception {
    Document page = parse(PromisesPage.render(report()));

    // Six policies in two charts, six promises in one; each drawn for wide windows and narrow ones.
    assertThat(page.getElementsByTagName("polyline").getLength()).isEqualTo(2 * (6 + 6 + 6));
  }

  @Test
  void aReportNeedsAFlight() {
    PromiseScore empty = new PromiseScore(Duration.ofHours(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PromisesReport(empty, 0, 0, 0, 0, Map.of(), List.of()))
        .withMessage("a report must have a flight: none given");
  }

  private static PromisesReport report() {
    PromiseScore score = new PromiseScore(Duration.ofHours(1));
    for (int i = 0; i < 60; i++) {
      score.add(i * HOUR, "within-5", 3);
    }
    return new PromisesReport(score, 30, 3, 58, 2, Map.of("duplicate-id", 4L), List.of());
  }

  private static Document parse(String page) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
  }
}
