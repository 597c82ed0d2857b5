package io.thalweg.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.thalweg.math.Lcg;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The path-wise bounds of the theory on streams made to hurt. Where the largest share of its bound
 * that a regret takes was measured elsewhere, by another implementation on the same streams, it has
 * to come out the same: the bounds are loose by a factor of two, that figure is not.
 */
class RegretBoundTest {
  private static final int D = 3;
  private static final int ROUNDS = 2000;

  /** A share that nobody has measured elsewhere. */
  private static final double UNMEASURED = Double.NaN;

  private record Case(
      String name, OptimizerSpec spec, int firstRound, long[] seeds, double worstShare) {
    Account account(Optimizer optimizer) {
      if (optimizer instanceof OptimisticMirrorDescent descent) {
        MirrorDescentSpec spec = descent.spec();
        if (spec.step() instanceof StronglyConvex strong) {
          return new Account.Strong(descent, strong.curvature());
        }
        if (spec.step() instanceof StronglyRegularized strong) {
          return new Account.Ridge(descent, strong.curvature());
        }
        if (spec.regularizer() instanceof L1 l1) {
          return new Account.Composite(descent, l1.weight(), 1);
        }
        if (spec.regularizer() instanceof GroupLasso lasso) {
          return new Account.Composite(descent, lasso.weight(), lasso.sizes().get(0));
        }
        return new Account.Descent(descent);
      }
      if (optimizer instanceof OptimisticFollowTheLeader leader) {
        return new Account.Leader(leader);
      }
      if (optimizer instanceof PerCoordinateDescent each) {
        return new Account.PerCoordinate(each);
      }
      return new Account.Weights((ExponentialWeights) optimizer);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    Hint last = Hint.LAST_GRADIENT;
    Domain ball = new Ball(1);
    descent(cases, "ball", ball, new Convex(1, 40), last, 0.5373);
    descent(cases, "ball, small delta", ball, new Convex(1, 0.01), last, 0.5295);
    descent(cases, "box", new Box(-1, 1), new Convex(1, 1), last, 0.5217);
    descent(cases, "simplex", new Simplex(1), new Convex(1, 1), last, 0.2824);
    descent(cases, "L1 ball", new L1Ball(1), new Convex(1, 1), last, 0.5373);
    descent(cases, "zero hint", ball, new Convex(1, 1), Hint.ZERO, 0.4885);
    descent(cases, "scale-free", ball, new ScaleFree(1), last, 0.2685);
    descent(cases, "average", ball, new Convex(1, 1), new MovingAverage(0.1), UNMEASURED);
    descent(cases, "lag", ball, new Convex(1, 1), new LaggedGradient(2), UNMEASURED);
    Hint mixer = MixedHint.of(Hint.ZERO, last, new MovingAverage(0.1), new LaggedGradient(24));
    descent(cases, "mixer", ball, new Convex(1, 1), mixer, UNMEASURED);
    descent(cases, "scale-free mixer", new Box(-1, 1), new ScaleFree(1), mixer, UNMEASURED);
    Box box = new Box(-1, 1);
    both(cases, "each", new PerCoordinateSpec(box, last, new Convex(1, 1)), 0.2989);
    both(cases, "each, free", new PerCoordinateSpec(box, last, new ScaleFree(1)), UNMEASURED);
    Convex sup = new Convex(1, 0);
    both(cases, "hedge", new ExponentialWeightsSpec(new Simplex(1), sup, last), 0.5033);
    both(cases, "EG±", new ExponentialWeightsSpec(new L1Ball(1), sup, last), UNMEASURED);
    single(cases, "strong", new MirrorDescentSpec(ball, new StronglyConvex(0.3), last), 0.4313);
    single(
        cases,
        "ridge",
        new MirrorDescentSpec(ball, new StronglyRegularized(0.3), new L2(0.3), last),
        0.3750);
    single(
        cases,
        "composite L1",
        new MirrorDescentSpec(ball, new Convex(1, 1), new L1(0.2), last),
        0.3967);
    single(
        cases,
        "composite group",
        new MirrorDescentSpec(ball, new Convex(1, 1), new GroupLasso(0.2, List.of(3)), last),
        UNMEASURED);
    single(cases, "leader", new FollowTheLeaderSpec(ball, 0.3, last), UNMEASURED);
    single(cases, "free leader", new FollowTheLeaderSpec(new WholeSpace(), 0.3, last), UNMEASURED);
    return cases;
  }

  private static void descent(
      List<Case> cases, String name, Domain domain, StepRule step, Hint hint, double worst) {
    both(cases, name, new MirrorDescentSpec(domain, step, hint), worst);
  }

  private static void both(List<Case> cases, String name, OptimizerSpec spec, double worst) {
    cases.add(new Case(name, spec, 0, new long[] {1, 2}, worst));
  }

  private static void single(List<Case> cases, String name, OptimizerSpec spec, double worst) {
    cases.add(new Case(name, spec, 1, new long[] {3}, worst));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void regretStaysBelowItsBound(Case c) {
    double worst = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, LongFunction<Streams.Stream>> stream : Streams.all(D).entrySet()) {
      for (long seed : c.seeds) {
        Optimizer optimizer = c.spec.optimizer(D);
        Account account = c.account(optimizer);
        Run run = new Run(optimizer, account);
        Streams.Stream gradients = stream.getValue().apply(seed);
        for (int k = 0; k < ROUNDS; k++) {
          int t = c.firstRound + k;
          run.learn(x -> gradients.gradient(t, x));
          double regret = account.regret();
          // The sums are rounded; a bound may be 0 while nothing has been met.
          assertThat(regret)
              .as("%s, round %d", stream.getKey(), t)
              .isLessThanOrEqualTo(account.bound() + 1e-9);
          if (t % 37 == 0 || (c.firstRound == 0 && k == ROUNDS - 1)) {
            worst = Math.max(worst, regret / account.bound());
          }
        }
      }
    }
    if (!Double.isNaN(c.worstShare)) {
      assertThat(worst).isCloseTo(c.worstShare, within(0.5e-4 + 1e-9));
    }
  }

  @Test
  void newtonsRegretStaysBelowItsBoundAndThatBelowItsLogarithm() {
    assertNewton(1, 0.2423, 0.9436);
    assertNewton(0.01, 0.0353, 0.4046);
  }

  private static void assertNewton(double regularity, double worstShare, double worstTerm) {
    NewtonSpec spec = new NewtonSpec(new Ball(1), 1, 0.125, regularity, Hint.LAST_GRADIENT);
    double worst = Double.NEGATIVE_INFINITY;
    double term = Double.NEGATIVE_INFINITY;
    for (LongFunction<Streams.Stream> stream : Streams.all(D).values()) {
      OptimisticNewton optimizer = spec.optimizer(D);
      Account.Newton account = new Account.Newton(optimizer);
      Run run = new Run(optimizer, account);
      Streams.Stream gradients = stream.apply(3);
      for (int t = 1; t <= 600; t++) {
        int round = t;
        run.learn(
            x -> {
              double[] g = gradients.gradient(round, x);
              account.along(g);
              return g;
            });
        if (t % 37 == 0) {
          worst = Math.max(worst, account.regret() / account.bound());
          term = Math.max(term, account.inverseNorms / account.logarithm());
          assertThat(account.regret()).isLessThanOrEqualTo(account.boundByNorms());
        }
      }
    }
    assertThat(worst).isCloseTo(worstShare, within(0.5e-4 + 1e-9));
    assertThat(term).isCloseTo(worstTerm, within(0.5e-4 + 1e-9));
  }

  @Test
  void newtonsRegretInSquaredLossIsThatOfItsMetric() {
    NewtonSpec spec = new NewtonSpec(new Ball(1), 1, 1, 0.1, Hint.LAST_GRADIENT);
    double worst = Double.NEGATIVE_INFINITY;
    for (String labels : List.of("iid", "block", "adversary")) {
      OptimisticNewton optimizer = spec.optimizer(D);
      Account.Newton account = new Account.Newton(optimizer);
      double[] state = new double[optimizer.stateLength()];
      optimizer.start(state);
      Lcg random = new Lcg(9);
      double[] z = {};
      double[] w = new double[D];
      for (int t = 1; t <= 800; t++) {
        if (!labels.equals("block") || z.length == 0 || t % 40 == 0) {
          double[] v = Streams.uniform(D, random);
          z = Streams.times(1 / Streams.norm(v), v);
        }
        optimizer.play(state, w);
        double margin = Streams.dot(w, z);
        double label = labels.equals("adversary") ? (margin > 0 ? -1 : 1) : random.symmetric();
        double[] g = Streams.times(margin - label, z);
        double[] before = state.clone();
        optimizer.learn(state, g, z, 0.5);
        account.along(z);
        account.enter(w, g, before, state);
        if (t % 41 == 0) {
          worst = Math.max(worst, account.regret() / account.boundByNorms());
        }
      }
    }
    assertThat(worst).isCloseTo(0.1187, within(0.5e-4 + 1e-9));
  }

  @Test
  void theEnsembleFollowsAnySequenceAsWellAsItsBoundSaysOfAnyBase() {
    double worst = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, LongFunction<Streams.Stream>> stream : Streams.all(D).entrySet()) {
      DynamicEnsemble optimizer = new EnsembleSpec(new Ball(1), 1, 0.05, ROUNDS).optimizer(D);
      EnsembleAccount account = new EnsembleAccount(optimizer);
      Run run = new Run(optimizer, account);
      Streams.Stream gradients = stream.getValue().apply(3);
      List<double[]> all = new ArrayList<>();
      for (int t = 0; t < ROUNDS; t++) {
        int round = t;
        run.learn(
            x -> {
              double[] g = gradients.gradient(round, x);
              all.add(g);
              return g;
            });
      }
      for (int block : new int[] {2000, 500, 100, 20, 5, 1}) {
        account.comparators(all, block);
        for (int base = 0; base < optimizer.bases(); base++) {
          account.base = base;
          double share = account.regret() / account.bound();
          worst = Math.max(worst, share);
        }
      }
    }
    assertThat(worst).isCloseTo(0.2167, within(0.5e-4 + 1e-9));
  }

  /** Plays, asks for the gradient, learns it, and keeps the account. */
  private static final class Run {
    private final Optimizer optimizer;
    private final Account account;
    private final double[] state;
    private final double[] before;
    private final double[] x;

    Run(Optimizer optimizer, Account account) {
      this.optimizer = optimizer;
      this.account = account;
      this.state = new double[optimizer.stateLength()];
      this.before = new double[optimizer.stateLength()];
      this.x = new double[optimizer.dimension()];
      optimizer.start(state);
    }

    void learn(Function<double[], double[]> gradient) {
      optimizer.play(state, x);
      double[] g = gradient.apply(x);
      System.arraycopy(state, 0, before, 0, state.length);
      optimizer.learn(state, g);
      account.enter(x, g, before, state);
    }
  }

  private static final class EnsembleAccount extends Account {
    private final DynamicEnsemble optimizer;
    private final double[][] last;
    private final double[] moves;
    private final double[] weights;
    private double rateBefore;
    private double shifts;
    private double surprises;
    private double paid;
    private double nextRate;
    private double variation;
    private double comparators;
    private double path;
    int base;

    EnsembleAccount(DynamicEnsemble optimizer) {
      super(optimizer.dimension());
      this.optimizer = optimizer;
      this.last = new double[optimizer.bases()][];
      this.moves = new double[optimizer.bases()];
      this.weights = new double[optimizer.bases()];
    }

    @Override
    void note(double[] x, double[] g, double[] before, double[] after) {
      double shift = 0;
      for (int i = 0; i < last.length; i++) {
        double weight = optimizer.weight(before, i);
        shift += Math.abs(weight - weights[i]);
        weights[i] = weight;
        double[] point = new double[d];
        optimizer.basePoint(before, i, point);
        if (last[i] != null) {
          double move = Vectors.squaredDistance(point, 0, last[i], 0, d);
          moves[i] += move;
          paid += weight * move;
        }
        last[i] = point;
      }
      shifts += rounds > 1 ? shift * shift / (4 * rateBefore) : 0;
      rateBefore = optimizer.rate(before);
      double surprise = optimizer.variation(after) - optimizer.variation(before);
      double diameter = optimizer.spec().domain().diameter(d);
      surprises += rateBefore * diameter * diameter * surprise;
      variation = optimizer.variation(after);
      nextRate = optimizer.rate(after);
    }

    /** The best point of each block, played throughout the block. */
    void comparators(List<double[]> gradients, int block) {
      comparators = 0;
      path = 0;
      double[] before = null;
      for (int from = 0; from < gradients.size(); from += block) {
        double[] s = new double[d];
        for (int t = from; t < Math.min(from + block, gradients.size()); t++) {
          Vectors.add(s, 0, 1, gradients.get(t), 0, d);
        }
        double norm = Streams.norm(s);
        double[] u = norm > 0 ? Streams.times(-1 / norm, s) : new double[d];
        comparators += Streams.dot(s, u);
        path += before == null ? 0 : Streams.norm(Streams.minus(u, before));
        before = u;
      }
    }

    @Override
    double regret() {
      return linear - comparators;
    }

    @Override
    double bound() {
      double diameter = optimizer.spec().domain().diameter(d);
      double step = optimizer.baseStep(base);
      double penalty = 2 * optimizer.spec().smoothness();
      return (diameter * diameter + 2 * diameter * path) / (2 * step)
          + step * variation
          + Math.log(last.length) / nextRate
          + surprises
          - shifts
          + (penalty - 0.25 / step) * moves[base]
          - penalty * paid;
    }
  }
}
