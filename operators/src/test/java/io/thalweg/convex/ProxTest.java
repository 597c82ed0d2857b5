package io.thalweg.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.math.Lcg;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProxTest {
  private static final int DIMENSION = 4;

  static List<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    for (Domain domain :
        List.of(
            new Ball(1), new Box(-0.4, 0.7), new L1Ball(0.9), new Simplex(1), new WholeSpace())) {
      for (Regularizer regularizer :
          List.of(
              Regularizer.NONE,
              new L1(0.7),
              new L2(0.7),
              new ElasticNet(0.3, 0.5),
              new GroupLasso(0.5, List.of(1, 3)))) {
        pairs.add(Arguments.of(regularizer, domain));
      }
    }
    return pairs;
  }

  /** No point of the domain has a smaller r(x) + |x − y|²/(2·step), or the pair is refused. */
  @ParameterizedTest
  @MethodSource("pairs")
  void projectingBehindTheProximalStepIsExactOrRefused(Regularizer regularizer, Domain domain) {
    boolean refused =
        regularizer instanceof GroupLasso
            ? !(domain instanceof Ball || domain instanceof WholeSpace)
            : domain instanceof Simplex
                && (regularizer instanceof L1 || regularizer instanceof ElasticNet);
    if (refused) {
      assertThatThrownBy(() -> Prox.of(regularizer, domain, DIMENSION))
          .hasMessageContaining("minimised exactly over the domain")
          .hasMessageContaining(domain.canonical());
      return;
    }
    assertThat(worstExcess(regularizer, domain)).isLessThanOrEqualTo(1e-12);
  }

  private static double worstExcess(Regularizer regularizer, Domain domain) {
    Lcg random = new Lcg(5);
    Prox prox = Prox.of(regularizer, domain, DIMENSION);
    Projection projection = Projection.onto(domain, DIMENSION);
    double worst = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < 300; k++) {
      double[] y = Streams.times(2, Streams.uniform(DIMENSION, random));
      double step = random.uniform();
      double[] x = y.clone();
      prox.apply(x, step);
      projection.project(x);
      double least = objective(regularizer, x, y, step);
      for (int j = 0; j < 30; j++) {
        double[] inside = Streams.times(3, Streams.uniform(DIMENSION, random));
        projection.project(inside);
        double[] z = x.clone();
        double share = Math.pow(10, -4 * random.uniform());
        Vectors.add(z, 0, share, Streams.minus(inside, x), 0, DIMENSION);
        worst = Math.max(worst, least - objective(regularizer, z, y, step));
      }
    }
    return worst;
  }

  private static double objective(Regularizer regularizer, double[] x, double[] y, double step) {
    double sizes = 0;
    for (double v : x) {
      sizes += Math.abs(v);
    }
    double square = Streams.dot(x, x);
    double r = 0;
    if (regularizer instanceof L1 l1) {
      r = l1.weight() * sizes;
    } else if (regularizer instanceof L2 l2) {
      r = l2.weight() / 2 * square;
    } else if (regularizer instanceof ElasticNet net) {
      r = net.l1() * sizes + net.l2() / 2 * square;
    } else if (regularizer instanceof GroupLasso lasso) {
      r = lasso.weight() * (Math.abs(x[0]) + Math.sqrt(Vectors.square(x, 1, 3)));
    }
    return r + Vectors.squaredDistance(x, 0, y, 0, x.length) / (2 * step);
  }

  @Test
  void softThresholdsAreTheGoldenOnes() {
    JsonNode golden = Golden.named("projections");
    double[] y = {0.8, -0.6, 1.5, 0.1};
    Prox.of(new L1(0.6), new Ball(1), 4).apply(y, 0.5);
    assertThat(Golden.difference(y, golden.get("soft_0.3"))).isLessThan(Golden.TOLERANCE);
    Projection.onto(new Ball(1), 4).project(y);
    assertThat(Golden.difference(y, golden.get("soft0.3_then_ball1"))).isLessThan(Golden.TOLERANCE);
  }

  /** With P ← P·(1 + η·l2), Q ← Q + η·l1·P, steps of an elastic net add up to (|x| − Q)/P. */
  @Test
  void manyStepsOfAnElasticNetAreOneLateStep() {
    Lcg random = new Lcg(6);
    for (int k = 0; k < 200; k++) {
      double[] x = {2 * random.symmetric()};
      double start = x[0];
      ElasticNet net = new ElasticNet(0.05 * random.uniform(), 0.05 * random.uniform());
      Prox prox = Prox.of(net, new Box(-9, 9), 1);
      double p = 1;
      double q = 0;
      for (int t = 1; t < 60; t++) {
        double step = 1 / Math.sqrt(t);
        prox.apply(x, step);
        q += step * net.l1() * p;
        p *= 1 + step * net.l2();
      }
      double late = Math.copySign(Math.max(0, Math.abs(start) - q) / p, start);
      assertThat(x[0]).isCloseTo(late, within(1e-13));
    }
  }

  @Test
  void aGroupBecomesZeroAsAWhole() {
    Prox prox = Prox.of(new GroupLasso(1, List.of(2)), new Ball(9), 4);
    double[] y = {0.3, -0.4, 3, 4};
    prox.apply(y, 1);
    assertThat(y[0]).isZero();
    assertThat(y[1]).isZero();
    assertThat(y[2]).isCloseTo(3 * 0.8, within(1e-15));
    assertThat(y[3]).isCloseTo(4 * 0.8, within(1e-15));
  }

  @Test
  void groupsMakeUpTheDimension() {
    GroupLasso fives = new GroupLasso(1, List.of(5));
    assertThat(fives.ends(10)).containsExactly(5, 10);
    assertThat(new GroupLasso(1, List.of(1, 2)).ends(3)).containsExactly(1, 3);
    assertThatThrownBy(() -> fives.ends(9))
        .hasMessage("groups must make up all coordinates: sizes=[5], dimension=9");
    assertThatThrownBy(() -> new GroupLasso(1, List.of(2, 2)).ends(8))
        .hasMessageContaining("sizes=[2, 2], dimension=8");
    assertThatThrownBy(() -> new GroupLasso(1, List.of(2, 0)))
        .hasMessage("groups must have positive sizes: sizes=[2, 0]");
    assertThatThrownBy(() -> new GroupLasso(1, List.of())).hasMessageContaining("sizes=[]");
  }
}
