package io.thalweg.bandit;

import io.thalweg.convex.Word;
import java.io.Serializable;
import java.util.Objects;

/** The rule that makes probabilities of arms out of a regression. */
public sealed interface Exploration extends Serializable
    permits Exploration.Uniform,
        Exploration.Greedy,
        Exploration.Gap,
        Exploration.LowerConfidence,
        Exploration.PosteriorSampling {
  /** One word that says it all, the same for ever. */
  String canonical();

  /**
   * The rule of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Exploration parse(String canonical) {
    Word word = Word.parse(canonical);
    if (word.is("uniform")) {
      return new Uniform();
    }
    if (word.is("greedy")) {
      return new Greedy();
    }
    if (word.is("gap", 3)) {
      return new Gap(
          Constants.parse(GapWeighting.class, word.text(0)),
          GammaSchedule.parse(word.text(1)),
          Thinning.parse(word.text(2)));
    }
    if (word.is("lower-confidence", 1)) {
      return new LowerConfidence(word.number(0));
    }
    if (word.is("posterior", 2)) {
      return new PosteriorSampling(word.number(0), word.whole(1));
    }
    throw new IllegalArgumentException(
        "an exploration must be uniform, greedy, gap, lower-confidence or posterior: exploration="
            + canonical);
  }

  /** Every arm alike. */
  record Uniform() implements Exploration {
    @Override
    public String canonical() {
      return "uniform";
    }
  }

  /** The arm of the least predicted loss; arms that tie share. */
  record Greedy() implements Exploration {
    @Override
    public String canonical() {
      return "greedy";
    }
  }

  /** Every arm by the gap between its predicted loss and the least one. */
  record Gap(GapWeighting weighting, GammaSchedule gamma, Thinning thinning)
      implements Exploration {
    /** Checks that nothing is missing. */
    public Gap {
      Objects.requireNonNull(weighting, "weighting");
      Objects.requireNonNull(gamma, "gamma");
      Objects.requireNonNull(thinning, "thinning");
    }

    @Override
    public String canonical() {
      return "gap("
          + Constants.word(weighting)
          + ","
          + gamma.canonical()
          + ","
          + thinning.canonical()
          + ")";
    }
  }

  /**
   * The arm whose loss is least at the lower end of its confidence interval: LinUCB, on losses.
   *
   * @param widths α, how many widths the end lies below the prediction; in [0, 1e6]
   */
  record LowerConfidence(double widths) implements Exploration {
    /** Checks α. */
    public LowerConfidence {
      if (!(widths >= 0 && widths <= 1e6)) {
        throw new IllegalArgumentException("widths must be in [0, 1e6]: widths=" + widths);
      }
    }

    @Override
    public String canonical() {
      return "lower-confidence(" + Double.toHexString(widths) + ")";
    }
  }

  /**
   * Thompson sampling: weights drawn from the posterior decide. An arm's probability is the share
   * of {@code samples} posterior draws, keyed by the decision, that it wins; given the draws that
   * is the probability with which it is chosen, hence its propensity.
   *
   * @param scale deviation of the posterior, in (0, 1e6]
   * @param samples in [1, 10000]
   */
  record PosteriorSampling(double scale, int samples) implements Exploration {
    /** Checks both numbers. */
    public PosteriorSampling {
      if (!(scale > 0 && scale <= 1e6)) {
        throw new IllegalArgumentException("scale must be in (0, 1e6]: scale=" + scale);
      }
      if (samples < 1 || samples > 10_000) {
        throw new IllegalArgumentException("samples must be in [1, 10000]: samples=" + samples);
      }
    }

    @Override
    public String canonical() {
      return "posterior(" + Double.toHexString(scale) + "," + samples + ")";
    }
  }
}
