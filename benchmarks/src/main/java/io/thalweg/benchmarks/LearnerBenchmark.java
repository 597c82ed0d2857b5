package io.thalweg.benchmarks;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.LogisticLoss;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import vowpalWabbit.learner.VWLearners;
import vowpalWabbit.learner.VWScalarLearner;

/**
 * Examples per second of the learner alone, one thread, on {@link LearnerExamples}, progressive log
 * loss included: with either hint, beside the bare {@link FloatLoop} and beside Vowpal Wabbit,
 * whose text lines are prepared beforehand but parsed in the loop, as it has to.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx2g"})
public class LearnerBenchmark {
  static final String VOWPAL_WABBIT = "--loss_function logistic -b 18 --quiet";
  private static final int COUNT = 10_000;

  /** About the length of the true weights that matter; see {@link LearnerLoss}. */
  private static final double RADIUS = 10;

  /** The examples. */
  @State(Scope.Thread)
  public static class Examples {
    final LearnerExamples examples = new LearnerExamples(COUNT);
  }

  /** A learner and its model. */
  public abstract static class Ours {
    private final Learner learner;
    private final Answer answer = new Answer();
    private final LinearModel model;

    Ours(Hint hint) {
      learner =
          Learner.of(
              new LearnerSpec(
                  new LogisticLoss(),
                  new Ball(RADIUS),
                  new ScaleFree(1),
                  hint,
                  LearnerExamples.DIMENSION));
      model = learner.create();
    }

    final double learn(FeatureVector x, double label) {
      learner.learn(model, x, label, 1, answer);
      return answer.loss();
    }
  }

  /** With the last gradient as its hint. */
  @State(Scope.Thread)
  public static class Optimistic extends Ours {
    /** An empty model. */
    public Optimistic() {
      super(Hint.LAST_GRADIENT);
    }
  }

  /** Without a hint. */
  @State(Scope.Thread)
  public static class Hintless extends Ours {
    /** An empty model. */
    public Hintless() {
      super(Hint.ZERO);
    }
  }

  /** The bare loop's table. */
  @State(Scope.Thread)
  public static class Bare {
    final FloatLoop loop = new FloatLoop();
  }

  /** Vowpal Wabbit's learner and the lines that it reads. */
  @State(Scope.Thread)
  public static class VowpalWabbit {
    private final String[] lines = new String[COUNT];
    private VWScalarLearner learner;

    /** Prepares the lines and starts the learner. */
    @Setup(Level.Trial)
    public void start(Examples examples) {
      for (int t = 0; t < COUNT; t++) {
        lines[t] = examples.examples.line(t);
      }
      learner = VWLearners.create(VOWPAL_WABBIT);
    }

    /** Ends the learner. */
    @TearDown(Level.Trial)
    public void stop() throws IOException {
      learner.close();
    }
  }

  /** Ours, last-gradient hint. */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public double lastGradientHint(Examples stream, Optimistic learner) {
    LearnerExamples examples = stream.examples;
    double loss = 0;
    for (int t = 0; t < COUNT; t++) {
      loss += learner.learn(examples.features(t), examples.label(t));
    }
    return loss;
  }

  /** Ours, no hint. */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public double zeroHint(Examples stream, Hintless learner) {
    LearnerExamples examples = stream.examples;
    double loss = 0;
    for (int t = 0; t < COUNT; t++) {
      loss += learner.learn(examples.features(t), examples.label(t));
    }
    return loss;
  }

  /** The bare loop over a table of floats. */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public double bareFloatLoop(Examples stream, Bare bare) {
    LearnerExamples examples = stream.examples;
    double loss = 0;
    for (int t = 0; t < COUNT; t++) {
      loss += bare.loop.learn(examples.features(t), examples.label(t));
    }
    return loss;
  }

  /** Vowpal Wabbit through its Java interface. */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public double vowpalWabbit(Examples stream, VowpalWabbit peer) {
    LearnerExamples examples = stream.examples;
    double loss = 0;
    for (int t = 0; t < COUNT; t++) {
      loss += LearnerLoss.logLoss(peer.learner.learn(peer.lines[t]), examples.label(t));
    }
    return loss;
  }
}
