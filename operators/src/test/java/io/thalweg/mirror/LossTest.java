package io.thalweg.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.math.Lcg;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossTest {
  private static final LogisticLoss LOGISTIC = new LogisticLoss();

  static List<MarginLoss> losses() {
    return Losses.ofOneMargin();
  }

  /** Some labels of a loss, the ones at which kinks lie among the margins below. */
  private static double[] labels(MarginLoss loss) {
    return DoubleStream.of(0, 1, 0.25, 3, -0.5, 2.25).filter(loss::accepts).toArray();
  }

  /** Margins on and beside kinks, close together near 0 and then wider. */
  private static double[] margins() {
    return DoubleStream.concat(
            DoubleStream.iterate(-6, m -> m <= 6, m -> m + 0.125),
            DoubleStream.of(-700, -60, -30, -15, -1e-9, 1e-9, 15, 30, 39.99, 40, 40.01, 60, 700))
        .sorted()
        .toArray();
  }

  /** A convex function's difference quotient lies between its slopes at both ends. */
  @ParameterizedTest
  @MethodSource("losses")
  void slopesAreTheValuesDerivatives(MarginLoss loss) {
    double h = 1e-5;
    for (double label : labels(loss)) {
      for (double margin : margins()) {
        double above = loss.value(margin + h, label);
        double below = loss.value(margin - h, label);
        double rounding =
            4 * (Math.ulp(above) + Math.ulp(below) + Math.ulp(1) + Math.ulp(margin)) / h;
        rounding += 4 * Math.ulp(margin) * Math.abs(loss.slope(margin, label)) / h;
        double difference = (above - below) / (2 * h);
        assertThat(difference)
            .as("margin %s, label %s", margin, label)
            .isBetween(
                loss.slope(margin - h, label) - rounding, loss.slope(margin + h, label) + rounding);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void slopesNeverFall(MarginLoss loss) {
    for (double label : labels(loss)) {
      double before = Double.NEGATIVE_INFINITY;
      for (int k = -8000; k <= 8000; k++) {
        double slope = loss.slope(k / 10.0, label);
        assertThat(slope).isGreaterThanOrEqualTo(before);
        before = slope;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossesAreNeverNegativeButForCounts(MarginLoss loss) {
    double least = Double.POSITIVE_INFINITY;
    for (double label : labels(loss)) {
      for (double margin : margins()) {
        least = Math.min(least, loss.value(margin, label));
      }
    }
    assertThat(least < 0).isEqualTo(loss instanceof PoissonLoss);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void hugeMarginsStayFinite(MarginLoss loss) {
    for (double margin : new double[] {-1e50, -800, 800, 1e50}) {
      for (double label : labels(loss)) {
        assertThat(loss.value(margin, label)).isFinite();
        assertThat(loss.slope(margin, label)).isFinite();
        assertThat(loss.prediction(margin)).isFinite();
        for (double c : new double[] {0, 1e-100, 1, 1e100}) {
          assertThat(loss.proximalSlope(margin, label, c)).isFinite();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void evaluatingAtOnceGivesTheBitsOfTheSingleMethods(MarginLoss loss) {
    Answer answer = new Answer();
    for (double label : labels(loss)) {
      for (int k = -4000; k <= 4000; k++) {
        double margin = k / 5.0;
        loss.evaluate(margin, label, answer);
        assertThat(answer.loss()).isEqualTo(loss.value(margin, label));
        assertThat(answer.slope()).isEqualTo(loss.slope(margin, label));
        assertThat(answer.prediction()).isEqualTo(loss.prediction(margin));
      }
    }
  }

  /** s is a slope at margin − c·s: between those just beside it. */
  @ParameterizedTest
  @MethodSource("losses")
  void proximalSlopesAreSlopesWhereTheirStepEnds(MarginLoss loss) {
    for (double label : labels(loss)) {
      for (double margin : margins()) {
        for (double c : new double[] {0, 1e-6, 0.1, 0.5, 1, 2, 10, 1e3, 1e6}) {
          double s = loss.proximalSlope(margin, label, c);
          double end = margin - c * s;
          double near = 1e-13 * (1 + Math.abs(margin) + Math.abs(label) + Math.abs(c * s));
          double rounding = 1e-13 * Math.abs(s);
          assertThat(s)
              .as("margin %s, label %s, c %s", margin, label, c)
              .isBetween(
                  loss.slope(end - near, label) - rounding,
                  loss.slope(end + near, label) + rounding);
        }
      }
    }
  }

  @Test
  void proximalSlopesAreThePublishedOnes() {
    JsonNode published = GoldenTrajectory.named("implicit_prox1");
    PinballLoss pinball = new PinballLoss(0.9);
    near(published, "squared(p0=2,y=0.5,c=0.5)", new SquaredLoss().proximalSlope(2, 0.5, 0.5));
    near(published, "absolute(2,0.5,4)", new AbsoluteLoss().proximalSlope(2, 0.5, 4));
    near(published, "absolute(2,0.5,1)", new AbsoluteLoss().proximalSlope(2, 0.5, 1));
    near(published, "pinball0.9(0.25,0.5,1)", pinball.proximalSlope(0.25, 0.5, 1));
    near(published, "pinball0.9(2,0.5,4)", pinball.proximalSlope(2, 0.5, 4));
    near(published, "hinge(0.25,1,0.5)", new HingeLoss().proximalSlope(0.25, 1, 0.5));
    near(published, "hinge(0.25,1,2)", new HingeLoss().proximalSlope(0.25, 1, 2));
    near(published, "logistic(0.25,1,2)", LOGISTIC.proximalSlope(0.25, 1, 2));
    near(published, "logistic(-3,-1,0.5)", LOGISTIC.proximalSlope(-3, 0, 0.5));
    near(published, "logistic(-3,1,10)", LOGISTIC.proximalSlope(-3, 1, 10));
  }

  private static void near(JsonNode published, String name, double slope) {
    assertThat(slope).as(name).isCloseTo(published.get(name).asDouble(), within(1e-14));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void offKinksTheNearestSlopeIsTheOnlyOne(MarginLoss loss) {
    for (double label : labels(loss)) {
      for (double margin : margins()) {
        double slope = loss.slope(margin, label);
        double least = loss.slope(margin - 1e-10, label);
        double most = loss.slope(margin + 1e-10, label);
        boolean kink = most - least > 0.5 + 1e-3 * Math.abs(most);
        for (double hint : new double[] {-5, -0.3, 0, 0.2, 5}) {
          double nearest = loss.slopeNear(margin, label, hint);
          if (kink) {
            assertThat(nearest).isEqualTo(Labels.clip(hint, least, most));
          } else {
            assertThat(nearest).isEqualTo(slope);
          }
        }
      }
    }
  }

  @Test
  void threeLossesHaveKinks() {
    assertThat(new AbsoluteLoss().slopeNear(0.1 + 0.2, 0.3, 0.25)).isEqualTo(0.25);
    assertThat(new PinballLoss(0.9).slopeNear(0.1 + 0.2, 0.3, -7)).isEqualTo(-0.9);
    assertThat(new HingeLoss().slopeNear(1 - 1e-16, 1, -0.5)).isEqualTo(-0.5);
    assertThat(new HingeLoss().slopeNear(-1, 0, 0.5)).isEqualTo(0.5);
    assertThat(new HingeLoss().slopeNear(-1, 0, -0.5)).isZero();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void slopesRiseAtLeastAsTheCurvatureSays(MarginLoss loss) {
    for (double bound : new double[] {0.5, 1, 3, 10}) {
      double curvature = loss.curvature(bound);
      assertThat(curvature).isNotNegative();
      double least = Double.POSITIVE_INFINITY;
      int steps = 400;
      for (double label : labels(loss)) {
        for (int k = -steps; k < steps; k++) {
          double from = bound * k / steps;
          double to = bound * (k + 1) / steps;
          double rise = (loss.slope(to, label) - loss.slope(from, label)) / (to - from);
          least = Math.min(least, rise);
        }
      }
      assertThat(least).isGreaterThanOrEqualTo(curvature * (1 - 1e-9));
      // And it says no less than there is, up to the width of one of the steps above.
      assertThat(curvature).isGreaterThanOrEqualTo(least * StrictMath.exp(-bound / steps) - 1e-12);
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

  @Test
  void ofClassesTheDivergenceIsTheLogisticLossToTheBit() {
    KullbackLeiblerLoss divergence = new KullbackLeiblerLoss();
    for (double label : new double[] {0, 1}) {
      for (double margin : margins()) {
        assertThat(divergence.value(margin, label)).isEqualTo(LOGISTIC.value(margin, label));
        assertThat(divergence.slope(margin, label)).isEqualTo(LOGISTIC.slope(margin, label));
        assertThat(divergence.prediction(margin)).isEqualTo(LOGISTIC.prediction(margin));
      }
    }
  }

  @Test
  void theDivergenceOfAShareIsNothingWhereItIsPredicted() {
    KullbackLeiblerLoss divergence = new KullbackLeiblerLoss();
    for (int k = 1; k < 1000; k++) {
      double label = k / 1000.0;
      double margin = StrictMath.log(label / (1 - label));
      assertThat(divergence.value(margin, label)).isCloseTo(0, within(1e-15)).isNotNegative();
      assertThat(divergence.slope(margin, label)).isCloseTo(0, within(1e-15));
    }
    // ln(0.25 / 0.5) / 4 + 3 ln(0.75 / 0.5) / 4
    assertThat(divergence.value(0, 0.25)).isCloseTo(0.13081203594113694, within(1e-15));
  }

  @Test
  void lossesAreWhatTheirPagesSay() {
    assertThat(new SquaredLoss().value(3, 1)).isEqualTo(2);
    assertThat(new AbsoluteLoss().value(3, 1)).isEqualTo(2);
    assertThat(new HuberLoss(0.5).value(3, 1)).isEqualTo(0.5 * (2 - 0.25));
    assertThat(new HuberLoss(0.5).value(1.25, 1)).isEqualTo(0.25 * 0.25 / 2);
    assertThat(new HingeLoss().value(0.25, 1)).isEqualTo(0.75);
    assertThat(new HingeLoss().value(0.25, 0)).isEqualTo(1.25);
    assertThat(new SmoothedHingeLoss(0.5).value(0.75, 1)).isEqualTo(0.0625);
    assertThat(new SmoothedHingeLoss(0.5).value(-1, 1)).isEqualTo(1.75);
    assertThat(new PinballLoss(0.75).value(1, 3)).isEqualTo(1.5);
    assertThat(new PinballLoss(0.75).value(3, 1)).isEqualTo(0.5);
    assertThat(new SmoothedPinballLoss(0.75, 2).value(1, 2)).isEqualTo(0.25);
    assertThat(new SmoothedPinballLoss(0.75, 2).value(1, 5)).isEqualTo(3 - 0.5625);
    assertThat(new SmoothedPinballLoss(0.75, 2).value(5, 1)).isEqualTo(1 - 0.0625);
    assertThat(new PoissonLoss().value(0, 3)).isEqualTo(1);
    assertThat(new PoissonLoss().value(1, 3)).isCloseTo(Math.E - 3, within(1e-15));
  }

  @Test
  void predictionsAreInTheUnitOfTheLabel() {
    for (MarginLoss loss : losses()) {
      double expected =
          loss instanceof PoissonLoss
              ? StrictMath.exp(0.5)
              : loss instanceof LogisticLoss || loss instanceof KullbackLeiblerLoss
                  ? 1 / (1 + StrictMath.exp(-0.5))
                  : loss.ofClasses() ? 1 : 0.5;
      assertThat(loss.prediction(0.5)).as(loss.name()).isCloseTo(expected, within(1e-15));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void classesMirrorEachOther(MarginLoss loss) {
    for (double margin : loss.ofClasses() ? margins() : new double[0]) {
      assertThat(loss.value(margin, 0)).isEqualTo(loss.value(-margin, 1));
      // Slopes of kinks and zeros may differ by the sign of zero, which compares as equal.
      assertThat(loss.slope(margin, 0) == -loss.slope(-margin, 1)).isTrue();
      assertThat(loss.proximalSlope(margin, 0, 0.7))
          .isCloseTo(-loss.proximalSlope(-margin, 1, 0.7), within(1e-15));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void labelsAreAcceptedByRule(MarginLoss loss) {
    assertThat(loss.accepts(0)).isTrue();
    assertThat(loss.accepts(1)).isTrue();
    assertThat(loss.accepts(Double.NaN)).isFalse();
    assertThat(loss.accepts(Double.POSITIVE_INFINITY)).isFalse();
    assertThat(loss.accepts(Double.NEGATIVE_INFINITY)).isFalse();
    assertThat(loss.accepts(1e39)).isFalse();
    boolean number = !loss.ofClasses();
    boolean quantity = number && !(loss instanceof KullbackLeiblerLoss);
    assertThat(loss.accepts(0.5)).isEqualTo(number);
    assertThat(loss.accepts(2)).isEqualTo(quantity);
    assertThat(loss.accepts(Float.MAX_VALUE)).isEqualTo(quantity);
    assertThat(loss.accepts(-1)).isEqualTo(quantity && !(loss instanceof PoissonLoss));
    assertThat(loss.labelRule()).contains(number ? "number" : "0 or 1");
  }

  @Test
  void parametersAreChecked() {
    assertThatThrownBy(() -> new PinballLoss(1)).hasMessage("level must be in (0, 1): level=1.0");
    assertThatThrownBy(() -> new HuberLoss(0)).hasMessageContaining("threshold=0.0");
    assertThatThrownBy(() -> new SmoothedHingeLoss(Double.NaN)).hasMessageContaining("width=NaN");
    assertThatThrownBy(() -> new SmoothedPinballLoss(0, 1)).hasMessageContaining("level=0.0");
    assertThatThrownBy(() -> new SmoothedPinballLoss(0.5, -1)).hasMessageContaining("width=-1.0");
    assertThatThrownBy(() -> new SoftmaxLoss(1)).hasMessageContaining("classes=1");
  }

  @Test
  void canonicalWordsAreReadBackAndDiffer() {
    Set<String> words = new HashSet<>();
    for (Loss loss : losses()) {
      assertThat(Loss.parse(loss.canonical())).isEqualTo(loss);
      words.add(loss.canonical());
    }
    words.add(new SoftmaxLoss(3).canonical());
    assertThat(Loss.parse("softmax(3)")).isEqualTo(new SoftmaxLoss(3));
    assertThat(words).hasSize(losses().size() + 1);
    assertThatThrownBy(() -> Loss.parse("pinball"))
        .hasMessageStartingWith("a loss must be a known");
  }

  @Test
  void severalClassesHaveProbabilities() {
    SoftmaxLoss loss = new SoftmaxLoss(4);
    Lcg random = new Lcg(3);
    for (int trial = 0; trial < 200; trial++) {
      double size = Math.pow(10, random.below(4));
      double[] margins = new double[4];
      for (int k = 0; k < 4; k++) {
        margins[k] = size * random.symmetric();
      }
      double[] shifted = DoubleStream.of(margins).map(m -> m + 64).toArray();
      double[] p = margins.clone();
      double logSum = loss.normalize(p);
      assertThat(DoubleStream.of(p).sum()).isCloseTo(1, within(1e-15));
      assertThat(loss.normalize(shifted)).isCloseTo(64 + logSum, within(1e-11));
      for (int k = 0; k < 4; k++) {
        assertThat(logSum).isGreaterThanOrEqualTo(margins[k]);
        assertThat(p[k]).isCloseTo(StrictMath.exp(margins[k] - logSum), within(1e-12));
        assertThat(shifted[k]).isCloseTo(p[k], within(1e-11));
      }
    }
  }

  @Test
  void severalClassesSlopesAreTheLossesDerivatives() {
    SoftmaxLoss loss = new SoftmaxLoss(3);
    Judge judge = Judge.of(loss);
    Answer answer = new Answer();
    Lcg random = new Lcg(3);
    double h = 1e-5;
    for (int trial = 0; trial < 100; trial++) {
      double[] margins = {3 * random.symmetric(), 3 * random.symmetric(), 3 * random.symmetric()};
      int label = random.below(3);
      double[] slopes = margins.clone();
      judge.judge(slopes, label, answer);
      assertThat(answer.loss())
          .isCloseTo(loss(loss, margins, label), within(1e-15))
          .isNotNegative();
      for (int k = 0; k < 3; k++) {
        double[] above = margins.clone();
        double[] below = margins.clone();
        above[k] += h;
        below[k] -= h;
        double difference = (loss(loss, above, label) - loss(loss, below, label)) / (2 * h);
        // h²/6 of the third derivative, which is below 1/6, and ulps over h.
        assertThat(slopes[k]).isCloseTo(difference, within(h * h / 36 + 8 * Math.ulp(4) / h));
      }
    }
  }

  private static double loss(SoftmaxLoss loss, double[] margins, int label) {
    return loss.normalize(margins.clone()) - margins[label];
  }

  @Test
  void hugeMarginsOfClassesStayFinite() {
    SoftmaxLoss loss = new SoftmaxLoss(3);
    for (double huge : new double[] {800, 1e50}) {
      double[] margins = {-huge, 0, huge};
      double logSum = loss.normalize(margins);
      assertThat(logSum).isEqualTo(huge);
      assertThat(margins).containsExactly(0, 0, 1);
    }
  }

  @Test
  void labelsOfSeveralClassesAreTheirNumbers() {
    SoftmaxLoss loss = new SoftmaxLoss(3);
    assertThat(DoubleStream.of(0, 1, 2).allMatch(loss::accepts)).isTrue();
    assertThat(DoubleStream.of(-1, 3, 0.5, Double.NaN).noneMatch(loss::accepts)).isTrue();
    assertThat(loss.labelRule()).isEqualTo("a whole number from 0 to 2");
    assertThat(loss.ofClasses()).isTrue();
  }
}
