package io.thalweg.bandit;

import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.Learner;

/**
 * Online regression by a linear {@link Learner}, whose model, answers and steps it has to the bit.
 * The learner is shown the inputs of an arm that are not 0, each less its mean where that is not
 * below its deviation: an offset common to all examples, as of a year or of a temperature in
 * kelvins, slows gradient steps down as nothing else does. Which values that are, and their means,
 * is learned over the examples; see {@link Standardizer}.
 *
 * <p>Cost: as the learner has it, in the non-zeros of one arm, for each arm of a request and for
 * each example; beside that a look at each value of each arm, where arms share a context of each
 * value once.
 *
 * <p>Of a Kullback-Leibler loss, predictions are kept {@value RegressionLoss#MARGIN} from 0 and 1.
 */
public final class MirrorRegression implements Regression {
  private final RegressionLoss loss;
  private final Learner learner;
  private final int dimension;
  private final FeatureVector inputs = new FeatureVector();
  private final Answer answer = new Answer();

  /** Values that are not 0, where they stand among an arm's and where among the inputs. */
  private final float[] values;

  private final int[] places;
  private final int[] positions;
  private int size;

  /** The regression that {@code spec} describes. */
  MirrorRegression(MirrorSpec spec, Features features) {
    loss = spec.loss();
    learner = Learner.of(spec.learner(features));
    dimension = features.dimension();
    values = new float[dimension];
    places = new int[dimension];
    positions = new int[dimension];
  }

  @Override
  public MirrorModel create() {
    return MirrorModel.restored(learner.create(), Standardizer.create(dimension));
  }

  private static MirrorModel mirror(RegressionModel model) {
    if (model instanceof MirrorModel mirror) {
      return mirror;
    }
    throw new IllegalArgumentException("a mirror regression needs its own model: model=" + model);
  }

  @Override
  public void predict(RegressionModel model, Arms arms, double[] losses) {
    MirrorModel m = mirror(model);
    for (int a = 0; a < arms.count(); a++) {
      if (a == 0 || arms.stride() != 0) {
        gather(m.centers, arms, a);
      }
      learner.predict(m.linear(), placed(arms.offset(a)), answer);
      losses[a] = loss.told(answer.prediction());
    }
  }

  @Override
  public void learn(RegressionModel model, long n, Arms arms, int arm, double loss, double weight) {
    MirrorModel m = mirror(model);
    gather(m.centers, arms, arm);
    learner.learn(m.linear(), placed(arms.offset(arm)), loss, weight, answer);
    m.observe(arms.values(), arms.at(arm));
  }

  private void gather(float[] centers, Arms arms, int arm) {
    float[] all = arms.values();
    int at = arms.at(arm);
    size = 0;
    for (int i = 0; i < dimension; i++) {
      float value = all[at + i] - centers[i];
      if (value != 0) {
        places[size] = i;
        values[size++] = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
      }
    }
  }

  /** What was gathered, as inputs from {@code offset} on. */
  private FeatureVector placed(int offset) {
    for (int k = 0; k < size; k++) {
      positions[k] = offset + places[k];
    }
    return inputs.sparse(positions, values, size);
  }
}
