package io.thalweg.bandit;

import io.thalweg.math.KeyedRandom;
import java.util.Arrays;

/**
 * The arithmetic of an {@link Exploration}. Protocol: {@link #look} at a request, then {@link
 * #weigh} any part of its arms. Only scratch is kept.
 */
interface Explorer {
  /**
   * The arithmetic of a rule on a regression.
   *
   * @throws IllegalArgumentException if the rule needs another kind of regression
   */
  static Explorer of(Exploration rule, Regression regression, long seed) {
    if (rule instanceof Exploration.Greedy) {
      return new Greedy(regression);
    }
    if (rule instanceof Exploration.Gap gap) {
      return new Gap(regression, gap);
    }
    if (rule instanceof Exploration.LowerConfidence confidence) {
      return new LowerConfidence(ridge(rule, regression), confidence.widths());
    }
    if (rule instanceof Exploration.PosteriorSampling posterior) {
      return new PosteriorSampling(ridge(rule, regression), posterior, seed);
    }
    return new Uniform(regression);
  }

  private static RidgeRegression ridge(Exploration rule, Regression regression) {
    if (regression instanceof RidgeRegression ridge) {
      return ridge;
    }
    throw new IllegalArgumentException(
        "this exploration needs a ridge regression: exploration=" + rule.canonical());
  }

  /** Writes the predicted losses of all arms, and keeps what the rule needs beside. */
  void look(RegressionModel model, Arms arms, long decision, double[] losses);

  /** γ for so many arms; 0 where the rule has none. */
  default double gamma(int arms, BanditModel model) {
    return 0;
  }

  /**
   * Writes the probabilities of some arms of the request.
   *
   * @param arms their numbers, ascending
   * @param losses their predicted losses, double[count]
   * @param p double[count]
   */
  void weigh(int[] arms, double[] losses, int count, double gamma, double[] p);

  /** See {@link Exploration.Uniform}. */
  record Uniform(Regression regression) implements Explorer {
    @Override
    public void look(RegressionModel model, Arms arms, long decision, double[] losses) {
      regression.predict(model, arms, losses);
    }

    @Override
    public void weigh(int[] arms, double[] losses, int count, double gamma, double[] p) {
      Pmf.uniform(p, count);
    }
  }

  /** See {@link Exploration.Greedy}. */
  record Greedy(Regression regression) implements Explorer {
    @Override
    public void look(RegressionModel model, Arms arms, long decision, double[] losses) {
      regression.predict(model, arms, losses);
    }

    @Override
    public void weigh(int[] arms, double[] losses, int count, double gamma, double[] p) {
      Pmf.least(losses, count, p);
    }
  }

  /** See {@link Exploration.Gap}. */
  final class Gap implements Explorer {
    private final Regression regression;
    private final Exploration.Gap rule;
    private double[] scratch = {};

    Gap(Regression regression, Exploration.Gap rule) {
      this.regression = regression;
      this.rule = rule;
    }

    @Override
    public void look(RegressionModel model, Arms arms, long decision, double[] losses) {
      regression.predict(model, arms, losses);
    }

    @Override
    public double gamma(int arms, BanditModel model) {
      return rule.gamma().of(arms, model.learned(), model.losses());
    }

    @Override
    public void weigh(int[] arms, double[] losses, int count, double gamma, double[] p) {
      scratch = Scratch.atLeast(count, scratch);
      rule.thinning().fill(rule.weighting(), losses, count, gamma, scratch, p);
    }
  }

  /** See {@link Exploration.LowerConfidence}. */
  final class LowerConfidence implements Explorer {
    private final RidgeRegression regression;
    private final double widths;
    private double[] ends = {};
    private double[] part = {};

    LowerConfidence(RidgeRegression regression, double widths) {
      this.regression = regression;
      this.widths = widths;
    }

    @Override
    public void look(RegressionModel model, Arms arms, long decision, double[] losses) {
      ends = Scratch.atLeast(arms.count(), ends);
      part = Scratch.atLeast(arms.count(), part);
      regression.predict(model, arms, losses);
      regression.widths(model, arms, ends);
      for (int a = 0; a < arms.count(); a++) {
        ends[a] = losses[a] - widths * ends[a];
      }
    }

    @Override
    public void weigh(int[] arms, double[] losses, int count, double gamma, double[] p) {
      for (int k = 0; k < count; k++) {
        part[k] = ends[arms[k]];
      }
      Pmf.least(part, count, p);
    }
  }

  /** See {@link Exploration.PosteriorSampling}. */
  final class PosteriorSampling implements Explorer {
    private final RidgeRegression regression;
    private final Exploration.PosteriorSampling rule;
    private final KeyedRandom random;

    /** What each sample predicts, double[samples × arms]. */
    private double[] samples = {};

    private double[] row = {};
    private int arms;

    PosteriorSampling(RidgeRegression regression, Exploration.PosteriorSampling rule, long seed) {
      this.regression = regression;
      this.rule = rule;
      random = new KeyedRandom(seed, Draws.POSTERIOR);
    }

    @Override
    public void look(RegressionModel model, Arms request, long decision, double[] losses) {
      arms = request.count();
      samples = Scratch.atLeast(Math.multiplyExact(rule.samples(), arms), samples);
      row = Scratch.atLeast(arms, row);
      regression.predict(model, request, losses);
      for (int s = 0; s < rule.samples(); s++) {
        long first = KeyedRandom.combine(decision, s);
        regression.sample(model, request, rule.scale(), random, first, row);
        System.arraycopy(row, 0, samples, s * arms, arms);
      }
    }

    @Override
    public void weigh(int[] some, double[] losses, int count, double gamma, double[] p) {
      Arrays.fill(p, 0, count, 0);
      for (int s = 0; s < rule.samples(); s++) {
        for (int k = 0; k < count; k++) {
          row[k] = samples[s * arms + some[k]];
        }
        p[Pmf.best(row, count)] += 1;
      }
      for (int k = 0; k < count; k++) {
        p[k] /= rule.samples();
      }
    }
  }
}
