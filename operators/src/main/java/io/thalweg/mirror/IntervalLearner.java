package io.thalweg.mirror;

import io.thalweg.math.FeatureVector;
import java.util.stream.Stream;

/**
 * A learner with quantiles beside its answer: one more learner of the same algorithm for each
 * level, with {@link PinballLoss} of that level. The quantiles answered never cross: they are those
 * of the learners in ascending order, and sorting never brings them further from the true ones
 * (Chernozhukov, Fernández-Val, Galichon: Quantile and Probability Curves Without Crossing,
 * Econometrica 2010). The learner's own answer stays what it is without them; where it lies outside
 * of its quantiles, as the mean of a skewed label may, it is not moved.
 *
 * <p>A model is composed of that of the learner itself and one for each level, in order; it costs
 * as many events' time. Output 0 is the learner's own margin, output k that of the k-th level.
 */
final class IntervalLearner implements Learner {
  private final LearnerSpec spec;
  private final Learner main;
  private final Learner[] levels;
  private final Layout layout;
  private final Answer answer = new Answer();

  IntervalLearner(LearnerSpec spec) {
    this.spec = spec;
    this.main = of(spec, spec.loss());
    this.levels =
        spec.quantiles().stream()
            .map(level -> of(spec, new PinballLoss(level)))
            .toArray(Learner[]::new);
    this.layout =
        new Layout(
            0,
            0,
            0,
            Stream.concat(Stream.of(main), Stream.of(levels)).map(Learner::layout).toList());
  }

  private static Learner of(LearnerSpec spec, Loss loss) {
    return Learner.of(new LearnerSpec(loss, spec.algorithm(), spec.dimension()));
  }

  @Override
  public LearnerSpec spec() {
    return spec;
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public int outputs() {
    return 1 + levels.length;
  }

  @Override
  public LinearModel create() {
    return LinearModel.composed(
        layout, Stream.concat(Stream.of(main), Stream.of(levels)).map(Learner::create).toList());
  }

  @Override
  public void predict(LinearModel model, FeatureVector features, Answer into) {
    main.predict(model.parts[0], features, into);
    double[] quantiles = into.scores(levels.length);
    for (int k = 0; k < levels.length; k++) {
      levels[k].predict(model.parts[1 + k], features, answer);
      insert(quantiles, k, answer.prediction());
    }
  }

  @Override
  public void learn(
      LinearModel model, FeatureVector features, double label, double weight, Answer into) {
    model.rounds++;
    main.learn(model.parts[0], features, label, weight, into);
    double[] quantiles = into.scores(levels.length);
    for (int k = 0; k < levels.length; k++) {
      levels[k].learn(model.parts[1 + k], features, label, weight, answer);
      insert(quantiles, k, answer.prediction());
    }
  }

  /** Puts a value among the first {@code count}, which ascend. */
  private static void insert(double[] ascending, int count, double value) {
    int at = count;
    for (; at > 0 && ascending[at - 1] > value; at--) {
      ascending[at] = ascending[at - 1];
    }
    ascending[at] = value;
  }

  /** How the learner itself stands. */
  @Override
  public Reading read(LinearModel model) {
    return main.read(model.parts[0]);
  }

  @Override
  public double weight(LinearModel model, int output, int index) {
    return output == 0
        ? main.weight(model.parts[0], 0, index)
        : levels[output - 1].weight(model.parts[output], 0, index);
  }
}
