package io.thalweg.convex;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every optimizer on six gradients, number by number: what bounds do not see is seen here. A row is
 * compared before its gradient is learned.
 */
class GoldenTrajectoryTest {
  private static final double[][] TARGETS = {
    {0.5, 0}, {0.5, 0.25}, {0.25, 0.5}, {-0.5, 0.5}, {-0.5, -0.5}, {-0.75, -0.25}
  };
  private static final double[][] LOSSES = {
    {0, 0.5, 1}, {0, 0.75, 1}, {1, 0.25, 0}, {0.5, 0.25, 0}, {0, 0.25, 1}, {0.25, 0.5, 0.75}
  };

  /** Columns that tell of the reference's inside alone, or number the rows. */
  private static final Set<String> NOT_COMPARED = Set.of("t", "mu_pred", "mu_upd");

  @FunctionalInterface
  private interface Margins {
    double slope(int event, double margin);
  }

  /** A column of the golden table: numbers of a state, before an event. */
  @FunctionalInterface
  private interface Column {
    double[] of(double[] state, int event);
  }

  /** How an event is learned. */
  @FunctionalInterface
  private interface Teacher {
    void learn(double[] state, double[] x, int event);
  }

  private static final class Trajectory {
    final String name;
    final Optimizer optimizer;
    final Teacher teacher;
    final Map<String, Column> columns = new TreeMap<>();

    Trajectory(String name, Optimizer optimizer, Teacher teacher) {
      this.name = name;
      this.optimizer = optimizer;
      this.teacher = teacher;
      column("x", (state, event) -> played(optimizer, state));
      column("V", (state, event) -> one(optimizer.variation(state)));
    }

    Trajectory column(String key, Column column) {
      columns.put(key, column);
      return this;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Trajectory> trajectories() {
    List<Trajectory> all = new ArrayList<>();
    Margins squared = Golden::squaredSlope;
    Margins logistic = Golden::logisticSlope;
    StepRule convex = new Convex(1, 1);
    Hint last = Hint.LAST_GRADIENT;
    all.add(descent("a_convex_squared", new Ball(0.8), convex, squared));
    all.add(descent("a_convex_squared_box", new Box(-0.5, 0.75), convex, squared));
    all.add(descent("a_convex_squared_l1ball", new L1Ball(0.8), convex, squared));
    all.add(descent("a_convex_logistic", new Ball(1), new Convex(1.5, 10), logistic));
    all.add(descent("a_scalefree_logistic", new Ball(1), new ScaleFree(1), logistic));
    all.add(
        descent(
            "a_composite_l1_squared",
            new MirrorDescentSpec(new Ball(1), new Convex(3, 62.5), new L1(0.4), last),
            squared));
    all.add(descent("b_strong_squared_lam0.5", new Ball(1), new StronglyConvex(0.5), squared));
    all.add(
        descent(
            "b_ridge_logistic_lam0.25",
            new MirrorDescentSpec(new Ball(1), new StronglyRegularized(0.25), new L2(0.25), last),
            logistic));
    all.add(perCoordinate(squared));
    all.add(leader(squared));
    all.add(newton("c_oons_squared", new NewtonSpec(new Ball(0.75), 2, 0.0625, 1, last), squared));
    all.add(
        newton(
            "c_oons_squared_c0small", new NewtonSpec(new Ball(1), 1, 0.25, 0.125, last), squared));
    all.add(curvature());
    all.add(ftrl("f_ftrlprox_logistic", Hint.ZERO));
    all.add(ftrl("f_ftrlprox_optimistic_logistic", last));
    all.add(ensemble());
    all.add(linearEnsemble());
    all.add(hedge());
    all.add(simplex());
    return all;
  }

  private static Trajectory descent(String name, Domain domain, StepRule step, Margins margins) {
    return descent(name, new MirrorDescentSpec(domain, step, Hint.LAST_GRADIENT), margins);
  }

  private static Trajectory descent(String name, MirrorDescentSpec spec, Margins margins) {
    OptimisticMirrorDescent optimizer = spec.optimizer(2);
    return withStep(onMargins(name, optimizer, margins), optimizer)
        .column("xhat", (state, event) -> secondary(optimizer::secondary, state, 2))
        .column("mu", (state, event) -> one(1 / optimizer.stepSize(state)));
  }

  private static Trajectory withStep(Trajectory trajectory, Optimizer optimizer) {
    double[] after = new double[optimizer.stateLength()];
    return trajectory.column(
        "eta",
        (state, event) -> {
          if (!Double.isNaN(optimizer.stepSize(state))) {
            return one(optimizer.stepSize(state));
          }
          // The first step of a scale-free optimizer is known once its gradient is.
          System.arraycopy(state, 0, after, 0, after.length);
          trajectory.teacher.learn(after, played(optimizer, state), event);
          return one(optimizer.stepSize(after));
        });
  }

  private static Trajectory perCoordinate(Margins margins) {
    PerCoordinateDescent optimizer =
        new PerCoordinateSpec(new Box(-1, 1), Hint.LAST_GRADIENT, new Convex(1, 0.5)).optimizer(2);
    return onMargins("a_diag_box_squared", optimizer, margins)
        .column("xhat", (state, event) -> secondary(optimizer::secondary, state, 2))
        .column("V", (s, event) -> pair(optimizer.variation(s, 0), optimizer.variation(s, 1)))
        .column("eta", (s, event) -> pair(optimizer.stepSize(s, 0), optimizer.stepSize(s, 1)));
  }

  private static Trajectory leader(Margins margins) {
    OptimisticFollowTheLeader optimizer =
        new FollowTheLeaderSpec(new Ball(0.75), 0.5, Hint.LAST_GRADIENT).optimizer(2);
    return onMargins("b_oftl_sachs_squared_mu0.5", optimizer, margins)
        .column("S", (s, event) -> pair(optimizer.sum(s, 0), optimizer.sum(s, 1)));
  }

  private static Trajectory newton(String name, NewtonSpec spec, Margins margins) {
    OptimisticNewton optimizer = spec.optimizer(2);
    return onMargins(name, optimizer, margins)
        .column("xhat", (state, event) -> secondary(optimizer::secondary, state, 2));
  }

  private static Trajectory curvature() {
    OptimisticNewton optimizer =
        new NewtonSpec(new Ball(0.75), 1.25, 1, 0.5, Hint.LAST_GRADIENT).optimizer(2);
    Teacher teacher =
        (state, x, event) -> {
          double slope = Golden.squaredSlope(event, margin(x, event));
          double[] z = Golden.FEATURES[event];
          optimizer.learn(state, times(slope, z), z, 0.5);
        };
    Trajectory trajectory = new Trajectory("c_curvature_ons_squared", optimizer, teacher);
    return margins(trajectory, Golden::squaredSlope)
        .column("xhat", (state, event) -> secondary(optimizer::secondary, state, 2))
        .column("H", (state, event) -> metric(optimizer, state));
  }

  private static Trajectory ftrl(String name, Hint hint) {
    FtrlProximal optimizer = new FtrlProximalSpec(0.5, 1, 0.1, 0.2, hint).optimizer(2);
    return onMargins(name, optimizer, Golden::logisticSlope)
        .column("xhat", (state, event) -> new double[0])
        .column("z", (s, event) -> pair(optimizer.sum(s, 0), optimizer.sum(s, 1)))
        .column("n", (s, event) -> pair(optimizer.squares(s, 0), optimizer.squares(s, 1)));
  }

  private static Trajectory ensemble() {
    DynamicEnsemble optimizer = new EnsembleSpec(new Ball(1), 2, 1, 64).optimizer(2);
    Teacher teacher = (state, x, event) -> optimizer.learn(state, difference(x, TARGETS[event]));
    return withWeights(new Trajectory("d_ensemble", optimizer, teacher), optimizer);
  }

  private static Trajectory linearEnsemble() {
    DynamicEnsemble optimizer = new EnsembleSpec(new Ball(0.25), 4, 1, 4096).optimizer(2);
    Teacher teacher = (state, x, event) -> optimizer.learn(state, times(-4, TARGETS[event]));
    return withWeights(new Trajectory("d_ensemble_linear", optimizer, teacher), optimizer);
  }

  private static Trajectory withWeights(Trajectory trajectory, DynamicEnsemble optimizer) {
    for (int i = 0; i < optimizer.bases(); i++) {
      int base = i;
      trajectory.column(
          "x" + (i + 1),
          (state, event) -> secondary((s, x) -> optimizer.basePoint(s, base, x), state, 2));
    }
    return trajectory
        .column("p", (state, event) -> bases(optimizer, i -> optimizer.weight(state, i)))
        .column("cum", (state, event) -> bases(optimizer, i -> optimizer.loss(state, i)))
        .column("eps", (state, event) -> one(optimizer.rate(state)));
  }

  private static Trajectory hedge() {
    ExponentialWeights optimizer =
        new ExponentialWeightsSpec(new Simplex(1), new Convex(1, 0), Hint.LAST_GRADIENT)
            .optimizer(3);
    Teacher teacher = (state, x, event) -> optimizer.learn(state, LOSSES[event]);
    return new Trajectory("g_ohedge_simplex3", optimizer, teacher)
        .column("p", (state, event) -> played(optimizer, state))
        .column("eps", (state, event) -> one(optimizer.stepSize(state)));
  }

  private static Trajectory simplex() {
    OptimisticMirrorDescent optimizer =
        new MirrorDescentSpec(new Simplex(1), new Convex(1.5, 1), Hint.LAST_GRADIENT).optimizer(3);
    Teacher teacher = (state, x, event) -> optimizer.learn(state, LOSSES[event]);
    Trajectory trajectory = new Trajectory("g_euclid_simplex3", optimizer, teacher);
    return withStep(trajectory, optimizer)
        .column("xhat", (state, event) -> secondary(optimizer::secondary, state, 3));
  }

  private static Trajectory onMargins(String name, Optimizer optimizer, Margins margins) {
    Teacher teacher =
        (state, x, event) ->
            optimizer.learn(
                state, times(margins.slope(event, margin(x, event)), Golden.FEATURES[event]));
    return margins(new Trajectory(name, optimizer, teacher), margins);
  }

  private static Trajectory margins(Trajectory trajectory, Margins margins) {
    Optimizer optimizer = trajectory.optimizer;
    return trajectory
        .column("p", (state, event) -> one(margin(played(optimizer, state), event)))
        .column(
            "s",
            (state, event) -> one(margins.slope(event, margin(played(optimizer, state), event))));
  }

  @ParameterizedTest
  @MethodSource("trajectories")
  void everyNumberFollowsTheGoldenTrajectory(Trajectory trajectory) {
    JsonNode rows = Golden.named(trajectory.name).get("rows");
    Optimizer optimizer = trajectory.optimizer;
    double[] state = new double[optimizer.stateLength()];
    optimizer.start(state);
    Set<String> compared = new HashSet<>();
    Set<String> written = new HashSet<>();
    for (int event = 0; event < rows.size(); event++) {
      JsonNode row = rows.get(event);
      row.fieldNames().forEachRemaining(written::add);
      for (Map.Entry<String, Column> column : trajectory.columns.entrySet()) {
        if (row.has(column.getKey())) {
          compared.add(column.getKey());
          assertThat(
                  Golden.difference(column.getValue().of(state, event), row.get(column.getKey())))
              .as("%s before event %d", column.getKey(), event + 1)
              .isLessThanOrEqualTo(Golden.TOLERANCE);
        }
      }
      if (event < rows.size() - 1) {
        trajectory.teacher.learn(state, played(optimizer, state), event);
      }
    }
    written.removeAll(NOT_COMPARED);
    assertThat(compared).isEqualTo(written);
  }

  @FunctionalInterface
  private interface Reader {
    void read(double[] state, double[] x);
  }

  private static double[] secondary(Reader reader, double[] state, int dimension) {
    double[] x = new double[dimension];
    reader.read(state, x);
    return x;
  }

  private static double[] played(Optimizer optimizer, double[] state) {
    return secondary(optimizer::play, state, optimizer.dimension());
  }

  private static double[] metric(OptimisticNewton optimizer, double[] state) {
    double[] h = new double[4];
    double[] column = new double[2];
    for (int j = 0; j < 2; j++) {
      double[] unit = new double[2];
      unit[j] = 1;
      optimizer.metric(state, unit, column);
      h[j] = column[0];
      h[2 + j] = column[1];
    }
    return h;
  }

  private static double[] bases(DynamicEnsemble optimizer, IntToDoubleFunction number) {
    return IntStream.range(0, optimizer.bases()).mapToDouble(number).toArray();
  }

  private static double margin(double[] x, int event) {
    return x[0] * Golden.FEATURES[event][0] + x[1] * Golden.FEATURES[event][1];
  }

  private static double[] times(double factor, double[] v) {
    return new double[] {factor * v[0], factor * v[1]};
  }

  private static double[] difference(double[] a, double[] b) {
    return new double[] {a[0] - b[0], a[1] - b[1]};
  }

  private static double[] one(double number) {
    return new double[] {number};
  }

  private static double[] pair(double first, double second) {
    return new double[] {first, second};
  }
}
