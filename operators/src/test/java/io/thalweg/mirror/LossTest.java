package io.thalweg.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossTest {
  private static final LogisticLoss LOGISTIC = new LogisticLoss();

  static List<MarginLoss> losses() {
    return List.of(new SquaredLoss(), LOGISTIC);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void slopesAreTheValuesDerivatives(MarginLoss loss) {
    double h = 1e-6;
    for (double label : new double[] {0, 1}) {
      for (int k = -140; k <= 140; k++) {
        double margin = k / 7.0 + 0.001;
        double difference =
            (loss.value(margin + h, label) - loss.value(margin - h, label)) / (2 * h);
        // Central differences: h² of the third derivative, and ε·value/h of rounding.
        double rounding = 4 * Math.ulp(1 + loss.value(margin, label)) / h;
        assertThat(loss.slope(margin, label)).isCloseTo(difference, within(h * h + rounding));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossesAreConvexAndNeverNegative(MarginLoss loss) {
    for (double label : new double[] {0, 1}) {
      double before = Double.NEGATIVE_INFINITY;
      for (int k = -8000; k <= 8000; k++) {
        double margin = k / 10.0;
        assertThat(loss.value(margin, label)).isNotNegative();
        assertThat(loss.slope(margin, label)).isGreaterThanOrEqualTo(before);
        before = loss.slope(margin, label);
      }
    }
  }

  @Test
  void logisticValuesAreRight() {
    assertThat(LOGISTIC.value(0, 1)).isCloseTo(0.6931471805599453, within(1e-16));
    assertThat(LOGISTIC.value(2, 1)).isCloseTo(0.1269280110429725, within(1e-16));
    assertThat(LOGISTIC.value(2, 0)).isCloseTo(2.1269280110429727, within(1e-15));
    assertThat(LOGISTIC.slope(0, 1)).isEqualTo(-0.5);
    assertThat(LOGISTIC.slope(2, 0)).isCloseTo(0.8807970779778824, within(2e-16));
    assertThat(LOGISTIC.prediction(2)).isCloseTo(0.8807970779778824, within(2e-16));
  }

  @Test
  void logisticKeepsTheDigitsOfSmallSlopesAndLosses() {
    // e^-40 and its neighbours: 1 + e^-40 rounds to 1, the slope must not.
    double tiny = 4.248354255291589e-18;
    assertThat(LOGISTIC.slope(40, 1)).isCloseTo(-tiny, within(1e-31));
    assertThat(LOGISTIC.slope(-40, 0)).isCloseTo(tiny, within(1e-31));
    assertThat(LOGISTIC.value(40, 1)).isCloseTo(tiny, within(1e-31));
    assertThat(LOGISTIC.prediction(-40)).isCloseTo(tiny, within(1e-31));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void hugeMarginsStayFinite(MarginLoss loss) {
    for (double margin : new double[] {-1e50, -800, 800, 1e50}) {
      for (double label : new double[] {0, 1}) {
        assertThat(loss.value(margin, label)).isFinite();
        assertThat(loss.slope(margin, label)).isFinite();
        assertThat(loss.prediction(margin)).isFinite();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void evaluatingAtOnceGivesTheBitsOfTheSingleMethods(MarginLoss loss) {
    Answer answer = new Answer();
    for (double label : new double[] {0, 1}) {
      for (int k = -4000; k <= 4000; k++) {
        double margin = k / 5.0;
        loss.evaluate(margin, label, answer);
        assertThat(answer.loss()).isEqualTo(loss.value(margin, label));
        assertThat(answer.slope()).isEqualTo(loss.slope(margin, label));
        assertThat(answer.prediction()).isEqualTo(loss.prediction(margin));
      }
    }
  }

  @Test
  void logisticMirrorsItsLabels() {
    for (double margin : new double[] {-3, -0.25, 0, 0.5, 4}) {
      assertThat(LOGISTIC.value(margin, 0)).isEqualTo(LOGISTIC.value(-margin, 1));
      assertThat(LOGISTIC.slope(margin, 0)).isEqualTo(-LOGISTIC.slope(-margin, 1));
    }
  }

  @Test
  void labelsAreAcceptedByRule() {
    assertThat(LOGISTIC.accepts(0)).isTrue();
    assertThat(LOGISTIC.accepts(1)).isTrue();
    assertThat(LOGISTIC.accepts(-1)).isFalse();
    assertThat(LOGISTIC.accepts(0.5)).isFalse();
    assertThat(LOGISTIC.accepts(Double.NaN)).isFalse();
    SquaredLoss squared = new SquaredLoss();
    assertThat(squared.accepts(-Float.MAX_VALUE)).isTrue();
    assertThat(squared.accepts(1e39)).isFalse();
    assertThat(squared.accepts(Double.NaN)).isFalse();
    assertThat(squared.accepts(Double.NEGATIVE_INFINITY)).isFalse();
  }
}
