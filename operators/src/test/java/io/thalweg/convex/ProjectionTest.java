package io.thalweg.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.math.Lcg;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProjectionTest {
  private static final int DIMENSION = 5;

  static List<Domain> domains() {
    return List.of(
        new Ball(1.3), new Box(-0.4, 0.7), new Simplex(1), new Simplex(2.5), new L1Ball(1));
  }

  @Test
  void projectionsAreTheGoldenOnes() {
    JsonNode golden = Golden.named("projections");
    assertGolden(golden, "ball_R1", new Ball(1));
    assertGolden(golden, "box_-0.5_0.5", new Box(-0.5, 0.5));
    assertGolden(golden, "simplex_1", new Simplex(1));
    assertGolden(golden, "l1ball_1", new L1Ball(1));
    assertGolden(golden, "l1ball_2", new L1Ball(2));
  }

  private static void assertGolden(JsonNode golden, String name, Domain domain) {
    double[] y = {0.8, -0.6, 1.5, 0.1};
    assertThat(Golden.difference(y, golden.get("y"))).isZero();
    assertThat(Projection.onto(domain, 4).project(y)).isTrue();
    assertThat(Golden.difference(y, golden.get(name))).as(name).isLessThan(Golden.TOLERANCE);
  }

  /** ⟨y − P[y], z − P[y]⟩ ≤ 0 for every z of the domain, and nothing else is the projection. */
  @ParameterizedTest
  @MethodSource("domains")
  void theWayBackMakesAnObtuseAngleWithEveryWayInside(Domain domain) {
    Lcg random = new Lcg(7);
    Projection projection = Projection.onto(domain, DIMENSION);
    for (int k = 0; k < 300; k++) {
      double[] y = Streams.times(3, Streams.uniform(DIMENSION, random));
      double[] x = y.clone();
      projection.project(x);
      assertHolds(domain, x);
      for (int j = 0; j < 20; j++) {
        double[] z = Streams.times(3, Streams.uniform(DIMENSION, random));
        projection.project(z);
        assertThat(Streams.dot(Streams.minus(y, x), Streams.minus(z, x)))
            .isLessThanOrEqualTo(1e-12);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("domains")
  void aPointOfTheDomainStaysWhereItIs(Domain domain) {
    Lcg random = new Lcg(8);
    Projection projection = Projection.onto(domain, DIMENSION);
    for (int k = 0; k < 300; k++) {
      double[] x = Streams.times(3, Streams.uniform(DIMENSION, random));
      projection.project(x);
      double[] again = x.clone();
      projection.project(again);
      assertThat(Streams.norm(Streams.minus(again, x))).isLessThan(1e-15);
      double[] inside = Streams.times(0.01, Streams.uniform(DIMENSION, random));
      double[] before = inside.clone();
      boolean moved = projection.project(inside);
      assertThat(moved).isEqualTo(domain instanceof Simplex);
      if (!moved) {
        assertThat(inside).isEqualTo(before);
      }
    }
  }

  @Test
  void theSimplexKeepsItsSumHoweverFarThePoint() {
    for (double size : new double[] {1, 1e9, 1e17, 1e100}) {
      double[] y = {size, size * (1 - 1e-16), -size, 0, size / 2};
      Projection.onto(new Simplex(2), 5).project(y);
      assertHolds(new Simplex(2), y);
    }
    double[] alone = {-7};
    Projection.onto(new Simplex(2), 1).project(alone);
    assertThat(alone).containsExactly(2);
  }

  @Test
  void aSimplexOfManyCoordinatesIsProjectedOnAsSortingWould() {
    Lcg random = new Lcg(9);
    for (int n : new int[] {2, 17, 100, 1000}) {
      double[] geometric = new double[n];
      double[] random3 = Streams.times(3, Streams.uniform(n, random));
      for (int i = 0; i < n; i++) {
        // Every pass drops little of it: the worst for a method without sorting.
        geometric[i] = Math.pow(1.5, -i * 20.0 / n);
      }
      for (double[] y : List.of(geometric, random3)) {
        double[] x = y.clone();
        Projection.onto(new Simplex(1), n).project(x);
        double threshold = sortedThreshold(y, 1);
        for (int i = 0; i < n; i++) {
          assertThat(x[i]).isCloseTo(Math.max(y[i] - threshold, 0), within(1e-13));
        }
      }
    }
  }

  /** τ by its definition. */
  private static double sortedThreshold(double[] y, double sum) {
    double[] descending = y.clone();
    Arrays.sort(descending);
    double above = 0;
    double threshold = Double.NaN;
    for (int k = 1; k <= y.length; k++) {
      double u = descending[y.length - k];
      above += u;
      if (u > (above - sum) / k) {
        threshold = (above - sum) / k;
      }
    }
    return threshold;
  }

  private static void assertHolds(Domain domain, double[] x) {
    double sum = 0;
    double sizes = 0;
    for (double v : x) {
      sum += v;
      sizes += Math.abs(v);
      if (domain instanceof Box box) {
        assertThat(v).isBetween(box.lower(), box.upper());
      }
    }
    if (domain instanceof Ball ball) {
      assertThat(Streams.norm(x)).isLessThanOrEqualTo(ball.radius() * (1 + 1e-15));
    } else if (domain instanceof Simplex simplex) {
      assertThat(sum).isCloseTo(simplex.sum(), within(1e-14));
      assertThat(sizes).isEqualTo(sum);
    } else if (domain instanceof L1Ball ball) {
      assertThat(sizes).isLessThanOrEqualTo(ball.radius() + 1e-14);
    }
  }

  @Test
  void theWholeSpaceMovesNothing() {
    double[] y = {1e300, -1};
    assertThat(Projection.onto(new WholeSpace(), 2).project(y)).isFalse();
    assertThat(y).containsExactly(1e300, -1);
  }
}
