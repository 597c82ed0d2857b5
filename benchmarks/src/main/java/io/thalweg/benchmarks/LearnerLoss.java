package io.thalweg.benchmarks;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.LogisticLoss;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import vowpalWabbit.learner.VWLearners;
import vowpalWabbit.learner.VWScalarLearner;

/**
 * Prints the progressive log loss (each example predicted before it is learned) of the learner with
 * some radii and multipliers and both hints, of the bare loop and of Vowpal Wabbit, over one pass
 * of one stream.
 */
public final class LearnerLoss {
  private static final LogisticLoss LOSS = new LogisticLoss();
  private static final double[] RADII = {2, 5, 10, 20};
  private static final double[] MULTIPLIERS = {0.25, 0.5, 1};

  private LearnerLoss() {}

  /** Takes the number of examples, 200,000 if there is none. */
  public static void main(String[] args) throws IOException {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    print(new LearnerExamples(count), System.out);
  }

  private static void print(LearnerExamples examples, PrintStream out) throws IOException {
    out.printf("progressive log loss over %,d examples%n", examples.count());
    for (Hint hint : List.of(Hint.ZERO, Hint.LAST_GRADIENT)) {
      for (double radius : RADII) {
        for (double multiplier : MULTIPLIERS) {
          out.printf(
              "scale-free, hint %-14s radius %4.0f, multiplier %.2f   %.4f%n",
              hint.canonical() + ",", radius, multiplier, ours(examples, hint, radius, multiplier));
        }
      }
    }
    out.printf("%-56s %.4f%n", "bare float loop", bare(examples));
    try {
      out.printf("%-56s %.4f%n", "Vowpal Wabbit", vowpalWabbit(examples));
    } catch (LinkageError e) {
      out.println("Vowpal Wabbit's native library does not load here: " + e.getMessage());
    }
  }

  static double ours(LearnerExamples examples, Hint hint, double radius, double multiplier) {
    Learner learner =
        Learner.of(
            new LearnerSpec(
                LOSS,
                new Ball(radius),
                new ScaleFree(multiplier),
                hint,
                LearnerExamples.DIMENSION));
    LinearModel model = learner.create();
    Answer answer = new Answer();
    double loss = 0;
    for (int t = 0; t < examples.count(); t++) {
      learner.learn(model, examples.features(t), examples.label(t), 1, answer);
      loss += answer.loss();
    }
    return loss / examples.count();
  }

  static double bare(LearnerExamples examples) {
    FloatLoop loop = new FloatLoop();
    double loss = 0;
    for (int t = 0; t < examples.count(); t++) {
      loss += loop.learn(examples.features(t), examples.label(t));
    }
    return loss / examples.count();
  }

  private static double vowpalWabbit(LearnerExamples examples) throws IOException {
    try (VWScalarLearner learner = VWLearners.create(LearnerBenchmark.VOWPAL_WABBIT)) {
      double loss = 0;
      for (int t = 0; t < examples.count(); t++) {
        loss += logLoss(learner.learn(examples.line(t)), examples.label(t));
      }
      return loss / examples.count();
    }
  }

  static double logLoss(double margin, double label) {
    return LOSS.value(margin, label);
  }
}
