package io.thalweg.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.math.FeatureVector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenTrajectoryTest {
  private enum Form {
    DENSE {
      @Override
      FeatureVector of(float[] x) {
        return new FeatureVector().dense(x, x.length);
      }
    },
    SPARSE {
      @Override
      FeatureVector of(float[] x) {
        return new FeatureVector().sparse(new int[] {0, 1}, x, x.length);
      }
    };

    abstract FeatureVector of(float[] x);
  }

  @ParameterizedTest
  @MethodSource("io.thalweg.mirror.GoldenTrajectory#all")
  void denseEventsFollowTheGoldenTrajectory(GoldenTrajectory golden) {
    assertThat(golden.distance(run(golden, Form.DENSE, Form.DENSE)))
        .isLessThanOrEqualTo(GoldenTrajectory.TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("io.thalweg.mirror.GoldenTrajectory#all")
  void sparseEventsFollowTheGoldenTrajectory(GoldenTrajectory golden) {
    assertThat(golden.distance(run(golden, Form.SPARSE, Form.SPARSE)))
        .isLessThanOrEqualTo(GoldenTrajectory.TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("io.thalweg.mirror.GoldenTrajectory#all")
  void eventsOfBothFormsFollowTheGoldenTrajectory(GoldenTrajectory golden) {
    assertThat(golden.distance(run(golden, Form.DENSE, Form.SPARSE)))
        .isLessThanOrEqualTo(GoldenTrajectory.TOLERANCE);
  }

  private static GoldenTrajectory.Trajectory run(GoldenTrajectory golden, Form even, Form odd) {
    MirrorDescent learner = new MirrorDescent(golden.spec);
    LinearModel model = learner.create();
    List<GoldenTrajectory.Row> rows = new ArrayList<>();
    for (int t = 0; t <= GoldenTrajectory.FEATURES.length; t++) {
      List<Double> secondary = List.of(model.weight(0), model.weight(1));
      List<Double> played =
          List.of(
              learner.margin(model, Form.SPARSE.of(new float[] {1, 0})),
              learner.margin(model, Form.DENSE.of(new float[] {0, 1})));
      double stepSize = learner.stepSize(model);
      double margin = 0;
      double slope = 0;
      if (t < GoldenTrajectory.FEATURES.length) {
        FeatureVector x = (t % 2 == 0 ? even : odd).of(GoldenTrajectory.FEATURES[t]);
        margin = learner.learn(model, x, golden.label(t), 1);
        slope = golden.spec.loss().slope(margin, golden.label(t));
        if (Double.isNaN(stepSize)) {
          // Only the first round knows its step afterwards, V being its own gradient's square.
          stepSize = learner.stepSize(model);
        }
      }
      rows.add(new GoldenTrajectory.Row(secondary, played, margin, slope, stepSize));
    }
    return new GoldenTrajectory.Trajectory(rows, model.variation());
  }
}
