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
    LearnerRun run = new LearnerRun(golden.spec);
    List<GoldenTrajectory.Row> rows = new ArrayList<>();
    for (int t = 0; t <= GoldenTrajectory.FEATURES.length; t++) {
      List<Double> secondary = List.of(run.weight(0), run.weight(1));
      List<Double> played =
          List.of(
              run.margin(Form.SPARSE.of(new float[] {1, 0})),
              run.margin(Form.DENSE.of(new float[] {0, 1})));
      double stepSize = run.stepSize();
      double margin = 0;
      double slope = 0;
      if (t < GoldenTrajectory.FEATURES.length) {
        FeatureVector x = (t % 2 == 0 ? even : odd).of(GoldenTrajectory.FEATURES[t]);
        margin = run.learn(x, golden.label(t), 1);
        slope = Textbook.loss(golden.spec).slope(margin, golden.label(t));
        if (Double.isNaN(stepSize)) {
          // Only the first round knows its step afterwards, V being its own gradient's square.
          stepSize = run.stepSize();
        }
      }
      rows.add(new GoldenTrajectory.Row(secondary, played, margin, slope, stepSize));
    }
    return new GoldenTrajectory.Trajectory(rows, run.reading().variation());
  }
}
