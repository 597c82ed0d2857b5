package io.thalweg.convex;

import java.util.Arrays;

/**
 * How a hint is kept, in a stretch of an optimizer's state that starts as zeros. The guess itself,
 * d doubles that start as zeros too, stands elsewhere in the state.
 */
sealed interface HintKernel {
  /** Length of the stretch. */
  long length();

  /**
   * Folds in the gradient of a round, which {@link Head} has counted already, and replaces the
   * guess, as this method left it the last time, by the one for the next round.
   *
   * @param guess where the guess stands in the state
   */
  void next(double[] state, double[] gradient, int guess);

  /** The members' shares of the guess, where it has members. */
  default double[] shares(double[] state) {
    return new double[0];
  }

  /** The kernel of a hint whose stretch begins at {@code at}. */
  static HintKernel of(Hint hint, int dimension, int at) {
    if (hint instanceof LastGradient) {
      return new Last(dimension);
    }
    if (hint instanceof MovingAverage average) {
      return new Average(average.share(), dimension);
    }
    if (hint instanceof LaggedGradient lag) {
      return new Lag(lag.rounds(), dimension, at);
    }
    if (hint instanceof MixedHint mixed) {
      return new Mixer(mixed, dimension, at);
    }
    return new Zero(dimension);
  }

  /** 0 in every round, or until one is given for it. */
  record Zero(int dimension) implements HintKernel {
    @Override
    public long length() {
      return 0;
    }

    @Override
    public void next(double[] state, double[] gradient, int guess) {
      Arrays.fill(state, guess, guess + dimension, 0);
    }
  }

  /** The gradient as it is. */
  record Last(int dimension) implements HintKernel {
    @Override
    public long length() {
      return 0;
    }

    @Override
    public void next(double[] state, double[] gradient, int guess) {
      System.arraycopy(gradient, 0, state, guess, dimension);
    }
  }

  /** The guess is the average. */
  record Average(double share, int dimension) implements HintKernel {
    @Override
    public long length() {
      return 0;
    }

    @Override
    public void next(double[] state, double[] gradient, int guess) {
      for (int i = 0; i < dimension; i++) {
        state[guess + i] = (1 - share) * state[guess + i] + share * gradient[i];
      }
    }
  }

  /** A ring of the last gradients. */
  record Lag(int rounds, int dimension, int at) implements HintKernel {
    @Override
    public long length() {
      return (long) rounds * dimension;
    }

    @Override
    public void next(double[] state, double[] gradient, int guess) {
      long learned = Head.rounds(state);
      System.arraycopy(gradient, 0, state, place(learned - 1), dimension);
      System.arraycopy(state, place(learned), state, guess, dimension);
    }

    private int place(long round) {
      return at + (int) (round % rounds) * dimension;
    }
  }

  /** Its stretch: the largest |g|, the members' Σ|g − M_k|², their guesses, their own stretches. */
  final class Mixer implements HintKernel {
    private final int dimension;
    private final int at;
    private final HintKernel[] members;
    private final double bound;
    private final long length;
    private final double[] weights;
    private final double[] cut;

    private Mixer(MixedHint hint, int dimension, int at) {
      this.dimension = dimension;
      this.at = at;
      this.bound = hint.gradientBound();
      int count = hint.members().size();
      this.members = new HintKernel[count];
      this.weights = new double[count];
      this.cut = new double[dimension];
      long end = at + 1 + count + (long) count * dimension;
      for (int k = 0; k < count; k++) {
        members[k] = HintKernel.of(hint.members().get(k), dimension, Check.length(end));
        end += members[k].length();
      }
      this.length = end - at;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public void next(double[] state, double[] gradient, int guess) {
      blame(state, gradient);
      for (int k = 0; k < members.length; k++) {
        members[k].next(state, gradient, guess(k));
      }
      weigh(state);
      Arrays.fill(state, guess, guess + dimension, 0);
      for (int k = 0; k < members.length; k++) {
        Vectors.add(state, guess, weights[k], state, guess(k), dimension);
      }
    }

    @Override
    public double[] shares(double[] state) {
      weigh(state);
      return weights.clone();
    }

    private void weigh(double[] state) {
      double largest = bound == MixedHint.UNKNOWN ? state[at] : bound;
      // Where all gradients are as good as 0, so are all guesses.
      boolean known = largest * largest >= StepSize.LEAST_VARIATION;
      for (int k = 0; k < members.length; k++) {
        weights[k] = known ? -state[at + 1 + k] / (8 * largest * largest) : 0;
      }
      Softmax.apply(weights, 0, members.length);
    }

    private void blame(double[] state, double[] gradient) {
      double[] counted = gradient;
      if (bound == MixedHint.UNKNOWN) {
        double norm = Math.sqrt(Vectors.square(gradient, 0, dimension));
        double largest = state[at];
        if (norm > largest) {
          state[at] = norm;
          Arrays.fill(cut, 0);
          Vectors.add(cut, 0, largest / norm, gradient, 0, dimension);
          counted = cut;
        }
      }
      for (int k = 0; k < members.length; k++) {
        state[at + 1 + k] += Vectors.squaredDistance(counted, 0, state, guess(k), dimension);
      }
    }

    private int guess(int member) {
      return at + 1 + members.length + member * dimension;
    }
  }
}
