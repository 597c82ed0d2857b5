package io.thalweg.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Domain;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.convex.StepSize;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Lcg;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The path-wise bounds of the theory, Σ⟨g, x − u⟩ for the best u, on streams made to hurt. The
 * learner is given gradients of our choice through the squared loss: features along g, and the
 * label that makes the slope its length.
 */
class RegretBoundTest {
  private static final int DIMENSION = 3;
  private static final int ROUNDS = 2000;

  /** A gradient for a round, of norm at most 1, which may depend on the point played. */
  @FunctionalInterface
  private interface Adversary {
    double[] gradient(int round, double[] played, Lcg random);
  }

  private static final Map<String, Adversary> ADVERSARIES = new TreeMap<>();

  static {
    ADVERSARIES.put(
        "noise",
        (t, x, r) -> {
          double[] g = {r.symmetric(), r.symmetric(), r.symmetric()};
          return scaled(g, r.uniform() / Textbook.norm(g));
        });
    ADVERSARIES.put(
        "rotating", (t, x, r) -> new double[] {Math.cos(t / 2000.0), Math.sin(t / 2000.0), 0});
    ADVERSARIES.put(
        "along the iterate",
        (t, x, r) ->
            Textbook.norm(x) > 0 ? scaled(x, 1 / Textbook.norm(x)) : new double[] {1, 0, 0});
    ADVERSARIES.put("alternating", (t, x, r) -> new double[] {t % 2 == 0 ? -1 : 1, 0, 0});
    ADVERSARIES.put("constant", (t, x, r) -> new double[] {0, 0, -1});
    ADVERSARIES.put("blocks", (t, x, r) -> new double[] {t / 50 % 2 == 0 ? -1 : 1, 0, 0});
    ADVERSARIES.put(
        "one coordinate each",
        (t, x, r) -> {
          double[] g = new double[DIMENSION];
          g[t % DIMENSION] = r.sign();
          return g;
        });
  }

  static List<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (String stream : ADVERSARIES.keySet()) {
      for (Hint hint : List.of(Hint.ZERO, Hint.LAST_GRADIENT)) {
        for (StepSize step : List.of(new Convex(1, 40), new Convex(1, 0.01), new ScaleFree(1))) {
          for (Domain domain : List.of(new Ball(1), new Box(-1, 1))) {
            cases.add(
                Arguments.of(
                    stream, new LearnerSpec(new SquaredLoss(), domain, step, hint, DIMENSION)));
          }
        }
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void regretStaysBelowThePathwiseBound(String stream, LearnerSpec spec) {
    LearnerRun run = new LearnerRun(spec);
    Lcg random = new Lcg(1);
    double linear = 0;
    double[] sum = new double[DIMENSION];
    double stability = 0;
    double[] before = null;
    double stepBefore = Double.NaN;
    for (int t = 0; t < ROUNDS; t++) {
      double[] played = played(run);
      double step = run.stepSize();
      FeatureVector x = floats(ADVERSARIES.get(stream).gradient(t, played, random));
      double margin = run.margin(x);
      assertThat(run.learn(x, margin - 1, 1)).isEqualTo(margin);
      for (int i = 0; i < DIMENSION; i++) {
        linear += x.values()[i] * played[i];
        sum[i] += x.values()[i];
      }
      if (before != null && !Double.isNaN(stepBefore)) {
        stability += squaredDistance(played, before) / (4 * stepBefore);
      }
      before = played;
      stepBefore = Double.isNaN(step) ? run.stepSize() : step;
      double regret = linear - least(Textbook.lazy(spec).domain(), sum);
      assertThat(regret).as("round %d", t).isLessThanOrEqualTo(bound(spec, run, stability));
    }
  }

  private static double bound(LearnerSpec spec, LearnerRun run, double stability) {
    double d = Textbook.lazy(spec).domain().diameter(DIMENSION);
    double v = run.reading().variation();
    // The slope is rounded: margin − label is 1 up to 2 ulp of the margin.
    double slack = 1e-9;
    if (Textbook.stepSize(spec) instanceof Convex convex) {
      double g = convex.gradientBound();
      double delta = convex.delta();
      return d / 2 * Math.sqrt(delta + 4 * g * g + v)
          + 2 * d * (Math.sqrt(delta + v) - Math.sqrt(delta))
          - stability
          + slack;
    }
    return (0.5 + 1 / (1 - Math.sqrt(0.5))) * d * Math.sqrt(v) - stability + slack;
  }

  /** min ⟨sum, u⟩ over the domain. */
  private static double least(Domain domain, double[] sum) {
    if (domain instanceof Ball ball) {
      return -ball.radius() * Textbook.norm(sum);
    }
    double least = 0;
    for (double s : sum) {
      least += s > 0 ? s * ((Box) domain).lower() : s * ((Box) domain).upper();
    }
    return least;
  }

  private static double[] played(LearnerRun run) {
    double[] x = new double[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      x[i] = run.margin(new FeatureVector().sparse(new int[] {i}, new float[] {1}, 1));
    }
    return x;
  }

  private static FeatureVector floats(double[] gradient) {
    float[] values = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      values[i] = (float) gradient[i];
    }
    return new FeatureVector().dense(values, DIMENSION);
  }

  private static double[] scaled(double[] v, double factor) {
    double[] scaled = v.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
