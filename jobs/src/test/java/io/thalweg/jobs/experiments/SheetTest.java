package io.thalweg.jobs.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class SheetTest {
  private record Listed(List<Figure> figures) implements Experiment {
    @Override
    public String name() {
      return "E0";
    }

    @Override
    public String title() {
      return "A title";
    }

    @Override
    public String expected() {
      return "What is expected.";
    }
  }

  private final StringWriter text = new StringWriter();
  private final Sheet sheet = new Sheet(new PrintWriter(text));

  @Test
  void figuresStandBesideTheirReferencesAndWhatTheyHaveToBe() {
    boolean met =
        sheet.print(
            new Listed(
                List.of(
                    Figure.of("shown", 0.5),
                    Figure.of("close enough", 1.0000001, 1).near(1e-6),
                    Figure.of("in between", 2, 3).within(1.5, 2.5),
                    Figure.of("small", -1).atMost(0),
                    Figure.of("large", 41, 40).atLeast(35))));
    assertThat(met).isTrue();
    assertThat(text.toString())
        .isEqualTo(
            """
            E0  A title
            What is expected.
                                    measured         reference        has to be
              shown                      0.5
              close enough         1.0000001                 1  met   reference ± 1e-06 of it
              in between                   2                 3  met   1.5 to 2.5
              small                       -1                    met   at most 0
              large                       41                40  met   at least 35

            """);
  }

  @Test
  void aFigureThatIsNotWhatItHasToBeIsAMiss() {
    List<Figure> misses =
        List.of(
            Figure.of("far", 1.0000011, 1).near(1e-6),
            Figure.of("low", 1.4, 3).within(1.5, 2.5),
            Figure.of("large", 0.1).atMost(0),
            Figure.of("small", 34, 40).atLeast(35),
            Figure.of("no number", Double.NaN, 40).near(1));
    for (Figure miss : misses) {
      assertThat(miss.met()).as(miss.label()).isFalse();
      assertThat(sheet.print(new Listed(List.of(Figure.of("fine", 1), miss)))).isFalse();
    }
    assertThat(text.toString().split("MISS", -1)).hasSize(misses.size() + 1);
  }

  @Test
  void numbersAreShownWithNineDigitsAndNoNoughtsBehind() {
    assertThat(Figure.shown(0)).isEqualTo("0");
    assertThat(Figure.shown(100)).isEqualTo("100");
    assertThat(Figure.shown(1.5e-12)).isEqualTo("1.5e-12");
    assertThat(Figure.shown(2e100)).isEqualTo("2e+100");
    assertThat(Figure.shown(1.0 / 3)).isEqualTo("0.333333333");
  }
}
