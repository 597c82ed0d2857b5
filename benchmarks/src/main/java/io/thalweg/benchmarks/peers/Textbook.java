package io.thalweg.benchmarks.peers;

import io.thalweg.benchmarks.peers.Contestant.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The learners of the textbooks, each with a grid of constants to choose the best from. */
enum Textbook {
  /** w ← w − rate·g, or rate/√t. */
  GRADIENT_DESCENT("gradient descent") {
    @Override
    List<Contestant> grid() {
      List<Contestant> grid = new ArrayList<>();
      for (double rate : halfDecades(-5, 7)) {
        grid.add(new GradientDescent(rate));
      }
      for (double rate : halfDecades(-4, 8)) {
        grid.add(new DecayingDescent(rate));
      }
      return grid;
    }
  },
  /** w_i ← w_i − rate·g_i/√Σg_i². */
  ADAGRAD("AdaGrad") {
    @Override
    List<Contestant> grid() {
      List<Contestant> grid = new ArrayList<>();
      for (double rate : halfDecades(-3, 6)) {
        grid.add(new AdaGrad(rate));
      }
      return grid;
    }
  },
  /** FTRL-Proximal. */
  FTRL_PROXIMAL("FTRL-Proximal") {
    @Override
    List<Contestant> grid() {
      List<Contestant> grid = new ArrayList<>();
      for (double rate : halfDecades(-2, 5)) {
        for (double damping : new double[] {0.01, 0.1, 1, 10, 100}) {
          for (double l1 : new double[] {0, 1}) {
            for (double l2 : new double[] {0, 1}) {
              grid.add(new Ftrl(rate, damping, l1, l2));
            }
          }
        }
      }
      return grid;
    }
  };

  private final String shown;

  Textbook(String shown) {
    this.shown = shown;
  }

  String shown() {
    return shown;
  }

  abstract List<Contestant> grid();

  /** The powers of √10 from 10^from on, over so many decades. */
  private static double[] halfDecades(int from, int decades) {
    return IntStream.rangeClosed(2 * from, 2 * (from + decades))
        .mapToDouble(half -> StrictMath.pow(10, 0.5 * half))
        .toArray();
  }

  private static String rate(double rate) {
    return String.format(Locale.ROOT, "%.3g", rate);
  }

  private record GradientDescent(double rate) implements Contestant {
    @Override
    public String settings() {
      return Textbook.rate(rate);
    }

    @Override
    public double loss(LabelledStream stream) {
      double[] weights = new double[stream.dimension() + 1];
      return new Weights(stream) {
        @Override
        double weight(int index) {
          return weights[index];
        }

        @Override
        void learn(int index, double gradient) {
          weights[index] -= rate * gradient;
        }
      }.run(stream);
    }
  }

  private record DecayingDescent(double rate) implements Contestant {
    @Override
    public String settings() {
      return Textbook.rate(rate) + "/√t";
    }

    @Override
    public double loss(LabelledStream stream) {
      double[] weights = new double[stream.dimension() + 1];
      return new Weights(stream) {
        private long round = 1;

        @Override
        double weight(int index) {
          return weights[index];
        }

        @Override
        void learn(int index, double gradient) {
          weights[index] -= rate / Math.sqrt((double) round) * gradient;
        }

        @Override
        void next() {
          round++;
        }
      }.run(stream);
    }
  }

  private record AdaGrad(double rate) implements Contestant {
    @Override
    public String settings() {
      return Textbook.rate(rate);
    }

    @Override
    public double loss(LabelledStream stream) {
      double[] weights = new double[stream.dimension() + 1];
      double[] squares = new double[stream.dimension() + 1];
      return new Weights(stream) {
        @Override
        double weight(int index) {
          return weights[index];
        }

        @Override
        void learn(int index, double gradient) {
          squares[index] += gradient * gradient;
          weights[index] -= rate * gradient / Math.sqrt(squares[index]);
        }
      }.run(stream);
    }
  }

  private record Ftrl(double rate, double damping, double l1, double l2) implements Contestant {
    @Override
    public String settings() {
      return String.format(
          Locale.ROOT, "%s, β %s, l1 %.0f, l2 %.0f", Textbook.rate(rate), damping, l1, l2);
    }

    @Override
    public double loss(LabelledStream stream) {
      double[] z = new double[stream.dimension() + 1];
      double[] n = new double[stream.dimension() + 1];
      return new Weights(stream) {
        @Override
        double weight(int index) {
          double beyond = Math.abs(z[index]) - l1;
          return beyond > 0
              ? -Math.copySign(beyond, z[index]) / ((damping + Math.sqrt(n[index])) / rate + l2)
              : 0;
        }

        @Override
        void learn(int index, double gradient) {
          double sum = n[index] + gradient * gradient;
          double pull = (Math.sqrt(sum) - Math.sqrt(n[index])) / rate;
          z[index] += gradient - pull * weight(index);
          n[index] = sum;
        }
      }.run(stream);
    }
  }
}
