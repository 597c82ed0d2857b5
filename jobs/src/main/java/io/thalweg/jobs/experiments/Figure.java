package io.thalweg.jobs.experiments;

import java.util.Locale;

/**
 * One number of an experiment.
 *
 * @param reference what another implementation, in another language and by another order of sums,
 *     has measured on the same stream; NaN where it has not
 * @param least the least that it may be
 * @param most the most that it may be
 * @param allowed the same in words; nothing where it may be anything
 */
public record Figure(
    String label, double measured, double reference, double least, double most, String allowed) {
  /** A number that is shown, whatever it is. */
  public static Figure of(String label, double measured, double reference) {
    return new Figure(
        label, measured, reference, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "");
  }

  /** A number that nobody else has measured. */
  public static Figure of(String label, double measured) {
    return of(label, measured, Double.NaN);
  }

  /** It has to be the reference, up to a share of it. */
  public Figure near(double tolerance) {
    double margin = tolerance * Math.abs(reference);
    String words = "reference" + (tolerance == 0 ? "" : " ± " + shown(tolerance) + " of it");
    return allow(reference - margin, reference + margin, words);
  }

  /** It has to lie between the two. */
  public Figure within(double least, double most) {
    return allow(least, most, shown(least) + " to " + shown(most));
  }

  /** It has to be no larger. */
  public Figure atMost(double most) {
    return allow(Double.NEGATIVE_INFINITY, most, "at most " + shown(most));
  }

  /** It has to be no smaller. */
  public Figure atLeast(double least) {
    return allow(least, Double.POSITIVE_INFINITY, "at least " + shown(least));
  }

  private Figure allow(double least, double most, String words) {
    return new Figure(label, measured, reference, least, most, words);
  }

  /** Whether it is what it has to be. */
  public boolean met() {
    return measured >= least && measured <= most;
  }

  /** A number, short. */
  static String shown(double number) {
    return String.format(Locale.ROOT, "%.9g", number)
        .replaceFirst("(\\.\\d*?)0+(e.*)?$", "$1$2")
        .replaceFirst("\\.(e.*)?$", "$1");
  }
}
