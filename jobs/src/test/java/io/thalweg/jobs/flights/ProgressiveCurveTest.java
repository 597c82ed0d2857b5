package io.thalweg.jobs.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.thalweg.jobs.flights.ProgressiveCurve.Point;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressiveCurveTest {
  private final ProgressiveCurve curve = new ProgressiveCurve(Duration.ofMillis(10));

  @Test
  void eachBucketHasItsMeanAndTheMeanSoFar() {
    curve.add(0, 1.0);
    curve.add(9, 2.0);
    curve.add(10, 6.0);
    curve.add(45, 7.0);

    assertThat(curve.points())
        .containsExactly(
            new Point(0, 10, 2, 1.5, 2, 1.5),
            new Point(10, 20, 1, 6.0, 3, 3.0),
            new Point(40, 50, 1, 7.0, 4, 4.0));
  }

  @Test
  void longerBucketsHoldTheSameLosses() {
    curve.add(0, 1.0);
    curve.add(15, 2.0);
    curve.add(39, 3.0);
    curve.add(40, 8.0);

    assertThat(curve.points(2))
        .containsExactly(
            new Point(0, 20, 2, 1.5, 2, 1.5),
            new Point(20, 40, 1, 3.0, 3, 2.0),
            new Point(40, 60, 1, 8.0, 4, 3.5));
    assertThat(curve.points(1)).isEqualTo(curve.points());
  }

  @Test
  void theOrderOfTheLossesDoesNotMatter() {
    curve.add(40, 8.0);
    curve.add(0, 1.0);

    assertThat(curve.points())
        .containsExactly(new Point(0, 10, 1, 1.0, 1, 1.0), new Point(40, 50, 1, 8.0, 2, 4.5));
  }

  @Test
  void whatCannotBeCountedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> curve.add(5, Double.NaN))
        .withMessage("loss must be finite: loss=NaN, time=5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProgressiveCurve(Duration.ZERO))
        .withMessage("bucket must be 1 ms or longer: bucket=PT0S");
    assertThatIllegalArgumentException().isThrownBy(() -> curve.points(0));
  }
}
