package io.thalweg.jobs.simulate;

/**
 * How fast requests are sent.
 *
 * @param rate requests per second; 0 for as fast as decisions come back
 * @param ahead most requests that may be on their way from being sent to being played
 */
public record Pace(double rate, int ahead) {
  public Pace {
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("rate must be 0 or more: rate=" + rate);
    }
    if (ahead < 1) {
      throw new IllegalArgumentException("ahead must be 1 or more: ahead=" + ahead);
    }
  }
}
