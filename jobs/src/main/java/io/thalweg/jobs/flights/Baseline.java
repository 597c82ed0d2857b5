package io.thalweg.jobs.flights;

/** A plain forecaster, one state per airport of origin, that a learner has to beat. */
public sealed interface Baseline permits BaseRate, GradientDescent, AdaGrad, FtrlBaseline {
  /** The probability, in (0, 1), that the flight is late; changes nothing. */
  double predict(Flight flight);

  /** Takes the flight's outcome in. */
  void learn(Flight flight);

  /**
   * Logarithmic loss of a forecast, in nats.
   *
   * @param probability forecast that the flight is late, in (0, 1)
   * @param late whether it was
   */
  static double logLoss(double probability, boolean late) {
    return -StrictMath.log(late ? probability : 1 - probability);
  }
}
