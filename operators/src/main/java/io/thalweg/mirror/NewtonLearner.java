package io.thalweg.mirror;

import io.thalweg.convex.NewtonSpec;
import io.thalweg.convex.OptimisticNewton;
import io.thalweg.math.FeatureVector;
import java.util.Arrays;

/**
 * The optimistic Newton step that knows the loss's curvature: its metric grows along the features
 * by half the second derivative that the loss has at least, h, and not along the gradient by what
 * is known of exp-concave losses only. {@link OptimisticNewton} tells the step and its bound; with
 * |x| at most the feature bound X, for any u of the ball, of diameter D,
 *
 * <pre>
 *   Σ⟨g, w − u⟩ − (h/2)⟨x, w − u⟩²  ≤  (D²/2)(c₀ + hX²/2) + 2Σ|g − M|²_{H⁻¹}  =  O(d·ln T)
 * </pre>
 *
 * which for squared loss, h = 1 whatever the ball, is exactly the regret: the one to take for it
 * where there are at most some 200 features. O(d²) per event, O(d³) when a step leaves the ball.
 *
 * <p>h is that over the margins that features of norm X reach in the ball. An event of weight k
 * counts as k of its kind. Features longer than X are learned from all the same, only that the
 * bound does not speak of them. Numbers: the optimizer's state.
 */
final class NewtonLearner implements Learner {
  private final LearnerSpec spec;
  private final MarginLoss loss;
  private final double curvature;
  private final OptimisticNewton optimizer;

  /** All but learning is as with any optimizer. */
  private final DenseLearner dense;

  private final double[] gradient;
  private final double[] direction;

  NewtonLearner(LearnerSpec spec, Algorithm.Newton algorithm) {
    this.spec = spec;
    this.loss = MarginLoss.of(spec);
    int dimension = spec.dimension();
    this.curvature = loss.curvature(algorithm.domain().radius() * algorithm.featureBound());
    if (curvature == 0) {
      throw new IllegalArgumentException(
          "a Newton step's loss must be curved at every margin that it can reach: loss="
              + loss.canonical()
              + ", algorithm="
              + algorithm.canonical());
    }
    if (dimension > OptimisticNewton.LARGEST_DIMENSION) {
      throw new IllegalArgumentException(
          "a Newton step's dimension must be at most "
              + OptimisticNewton.LARGEST_DIMENSION
              + ", since an event costs its square: dimension="
              + dimension);
    }
    this.optimizer =
        new NewtonSpec(
                algorithm.domain(),
                algorithm.featureBound(),
                curvature,
                algorithm.regularity(),
                algorithm.hint())
            .optimizer(dimension);
    this.dense = new DenseLearner(spec, optimizer);
    this.gradient = new double[dimension];
    this.direction = new double[dimension];
  }

  @Override
  public LearnerSpec spec() {
    return spec;
  }

  @Override
  public Layout layout() {
    return dense.layout();
  }

  @Override
  public LinearModel create() {
    return dense.create();
  }

  @Override
  public void predict(LinearModel model, FeatureVector features, Answer into) {
    dense.predict(model, features, into);
  }

  @Override
  public void learn(
      LinearModel model, FeatureVector features, double label, double weight, Answer into) {
    dense.predict(model, features, into);
    loss.evaluate(into.margin, label, into);
    model.rounds++;
    if (weight != 0) {
      Arrays.fill(gradient, 0);
      features.addTo(gradient, weight * into.slope);
      Arrays.fill(direction, 0);
      features.addTo(direction, 1);
      optimizer.learn(model.numbers, gradient, direction, 0.5 * weight * curvature);
    }
  }

  /** The metric takes the place of a step size. */
  @Override
  public Reading read(LinearModel model) {
    return dense.read(model);
  }

  @Override
  public double weight(LinearModel model, int output, int index) {
    return dense.weight(model, output, index);
  }
}
