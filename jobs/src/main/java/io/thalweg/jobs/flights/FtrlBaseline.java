package io.thalweg.jobs.flights;

import io.thalweg.convex.FtrlProximalSpec;
import io.thalweg.convex.Hint;
import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.Algorithm;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.LogisticLoss;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * FTRL-Proximal (McMahan et al.: Ad Click Prediction, KDD 2013), one model per airport, with the
 * learner of this project. Its rate has to be known beforehand.
 */
public final class FtrlBaseline implements Baseline {
  private static final int DIMENSION = 1024;

  private final Learner learner;
  private final Answer answer = new Answer();
  private final Places places = new Places();
  private final Map<String, LinearModel> airports = new HashMap<>();

  /**
   * Starts every airport at zero weights.
   *
   * @param rate α of the paper; β is 1, the regularizers 0
   */
  public FtrlBaseline(double rate) {
    FtrlProximalSpec spec = new FtrlProximalSpec(rate, 1, 0, 0, Hint.ZERO);
    learner =
        Learner.of(new LearnerSpec(new LogisticLoss(), new Algorithm.Sparse(spec), DIMENSION));
  }

  @Override
  public double predict(Flight flight) {
    learner.predict(model(flight), features(flight), answer);
    return answer.prediction();
  }

  @Override
  public void learn(Flight flight) {
    double label = FlightExamples.late(flight) ? 1 : 0;
    learner.learn(model(flight), features(flight), label, 1, answer);
  }

  private FeatureVector features(Flight flight) {
    TreeMap<Integer, Double> sorted = new TreeMap<>();
    places.visit(flight, sorted::put);
    int[] indices = sorted.keySet().stream().mapToInt(Integer::intValue).toArray();
    float[] values = new float[indices.length];
    for (int k = 0; k < indices.length; k++) {
      values[k] = (float) (double) sorted.get(indices[k]);
    }
    return new FeatureVector().sparse(indices, values, indices.length);
  }

  private LinearModel model(Flight flight) {
    return airports.computeIfAbsent(flight.origin(), origin -> learner.create());
  }
}
