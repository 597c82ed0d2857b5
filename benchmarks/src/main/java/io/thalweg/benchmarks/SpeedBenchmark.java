package io.thalweg.benchmarks;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Convex;
import io.thalweg.convex.ElasticNet;
import io.thalweg.convex.EnsembleSpec;
import io.thalweg.convex.FollowTheLeaderSpec;
import io.thalweg.convex.FtrlProximalSpec;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.Adaptive;
import io.thalweg.mirror.Algorithm;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.LogisticLoss;
import io.thalweg.mirror.Loss;
import io.thalweg.mirror.SquaredLoss;
import java.io.IOException;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import vowpalWabbit.learner.VWLearners;
import vowpalWabbit.learner.VWScalarLearner;

/**
 * Examples per second of each algorithm, one thread, log loss, beside Vowpal Wabbit as it comes on
 * the same examples, whose text lines are prepared beforehand but parsed in the loop, as it has to.
 * Those that are no use on sparse features say so where they are asked to; Newton steps are of
 * squared loss.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx2g"})
public class SpeedBenchmark {
  private static final String SPARSE = "20 of 2^18";
  private static final int COUNT = 10_000;
  private static final Ball BALL = new Ball(10);
  private static final Algorithm SCALE_FREE =
      new Algorithm.Lazy(BALL, new ScaleFree(1), Hint.LAST_GRADIENT);

  /** Those that hold, or move, every coordinate at every example: not for sparse features. */
  private static final Set<String> DENSE = Set.of("newton", "follow-the-leader", "ensemble");

  /** Features of an example: sparse ones by Zipf's law, or so many dense ones. */
  @Param({SPARSE, "32", "256"})
  public String features;

  /** Who learns. */
  @Param({
    "adaptive",
    "scale-free",
    "convex",
    "implicit",
    "elastic-net",
    "per-coordinate",
    "ftrl-proximal",
    "normalized",
    "newton",
    "follow-the-leader",
    "ensemble",
    "vowpal-wabbit"
  })
  public String learner;

  private IntToDoubleFunction learning;
  private VWScalarLearner vowpalWabbit;

  /** Draws the examples and starts the learner. */
  @Setup(Level.Trial)
  public void start() {
    if (features.equals(SPARSE) && DENSE.contains(learner)) {
      throw new IllegalArgumentException("of dense features only: learner=" + learner);
    }
    FeatureVector[] examples = new FeatureVector[COUNT];
    double[] labels = new double[COUNT];
    int dimension = draw(examples, labels);
    if (learner.equals("vowpal-wabbit")) {
      vowpalWabbit = VWLearners.create(LearnerBenchmark.VOWPAL_WABBIT);
      String[] lines =
          IntStream.range(0, COUNT)
              .mapToObj(t -> line(examples[t], labels[t]))
              .toArray(String[]::new);
      learning = t -> LearnerLoss.logLoss(vowpalWabbit.learn(lines[t]), labels[t]);
      return;
    }
    Loss loss = learner.equals("newton") ? new SquaredLoss() : new LogisticLoss();
    Learner ours = Learner.of(new LearnerSpec(loss, algorithm(learner), dimension));
    LinearModel model = ours.create();
    Answer answer = new Answer();
    learning =
        t -> {
          ours.learn(model, examples[t], labels[t], 1, answer);
          return answer.loss();
        };
  }

  private int draw(FeatureVector[] examples, double[] labels) {
    if (features.equals(SPARSE)) {
      LearnerExamples drawn = new LearnerExamples(COUNT);
      for (int t = 0; t < COUNT; t++) {
        examples[t] = drawn.features(t);
        labels[t] = drawn.label(t);
      }
      return LearnerExamples.DIMENSION;
    }
    int dimension = Integer.parseInt(features);
    SplittableRandom random = new SplittableRandom(1);
    for (int t = 0; t < COUNT; t++) {
      float[] values = new float[dimension];
      double margin = 0;
      for (int i = 0; i < dimension; i++) {
        values[i] = (float) (2 * random.nextDouble() - 1);
        margin += (i % 3 - 1) * values[i];
      }
      examples[t] = new FeatureVector().dense(values, dimension);
      labels[t] = random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
    }
    return dimension;
  }

  private static Algorithm algorithm(String name) {
    return switch (name) {
      case "adaptive" -> new Adaptive();
      case "scale-free" -> SCALE_FREE;
      case "convex" -> new Algorithm.Lazy(BALL, new Convex(4, 1), Hint.LAST_GRADIENT);
      case "implicit" -> new Algorithm.Implicit(BALL, new ScaleFree(1));
      case "elastic-net" ->
          new Algorithm.Lazy(
              new Box(-2, 2), new ScaleFree(0.05), new ElasticNet(1e-4, 1e-4), Hint.ZERO);
      case "normalized" -> new Algorithm.Normalized(SCALE_FREE);
      case "newton" -> new Algorithm.Newton(BALL, 16, 1, Hint.LAST_GRADIENT);
      case "follow-the-leader" ->
          new Algorithm.Dense(new FollowTheLeaderSpec(BALL, 0.5, Hint.LAST_GRADIENT));
      case "ensemble" -> new Algorithm.Dense(new EnsembleSpec(BALL, 4, 1));
      case "per-coordinate" ->
          new Algorithm.PerCoordinate(new Box(-2, 2), new ScaleFree(0.05), Hint.ZERO);
      case "ftrl-proximal" -> new Algorithm.Sparse(new FtrlProximalSpec(0.1, 1, 0, 0, Hint.ZERO));
      default -> throw new IllegalArgumentException("no such learner: " + name);
    };
  }

  private static String line(FeatureVector x, double label) {
    StringBuilder line = new StringBuilder(label > 0 ? "1 |" : "-1 |");
    for (int k = 0; k < x.size(); k++) {
      line.append(' ').append(x.index(k)).append(':').append(x.values()[k]);
    }
    return line.toString();
  }

  /** Ends Vowpal Wabbit. */
  @TearDown(Level.Trial)
  public void stop() throws IOException {
    if (vowpalWabbit != null) {
      vowpalWabbit.close();
    }
  }

  /** Learns every example once; returns the losses' sum. */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public double learn() {
    double loss = 0;
    for (int t = 0; t < COUNT; t++) {
      loss += learning.applyAsDouble(t);
    }
    return loss;
  }
}
