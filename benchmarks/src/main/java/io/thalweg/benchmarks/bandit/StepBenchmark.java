package io.thalweg.benchmarks.bandit;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Network steps per second, one thread, float: the outputs of all arms of a request and one
 * gradient step at one of them, on one hidden layer of ReLU units. Ours beside the same in calls of
 * netlib's BLAS in Java, of EJML, and of PyTorch through DJL with its automatic gradient.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx2g"})
public class StepBenchmark {
  private static final float RATE = 0.001f;
  private static final int CHECKED = 100;

  /** Of outputs of some units: sums of a few hundred floats, some hundred steps long. */
  private static final float TOLERANCE = 1e-4f;

  /** Features of an arm, arms, hidden units. */
  @Param({"20/4/100", "50/10/100", "50/100/100", "500/10/100"})
  public String shape;

  /** Whose arithmetic it is. */
  @Param({"ours", "netlib", "ejml", "djl"})
  public String library;

  private Requests requests;
  private NetworkStep step;
  private int next;

  /** Draws the requests and makes the network. */
  @Setup(Level.Trial)
  public void start() {
    Shape parsed = Shape.parse(shape);
    requests = new Requests(parsed.dimension(), parsed.arms());
    step = NetworkStep.of(library, parsed);
    try (NetworkStep ours = NetworkStep.of("ours", parsed)) {
      requireEqual(step, ours);
    }
  }

  /** Refuses to time what does not compute the same; floats are added up in other orders. */
  private void requireEqual(NetworkStep one, NetworkStep other) {
    for (int t = 0; t < CHECKED; t++) {
      float a = one.step(requests.rows[t], (float) requests.losses[t], RATE);
      float b = other.step(requests.rows[t], (float) requests.losses[t], RATE);
      if (!(Math.abs(a - b) <= TOLERANCE)) {
        throw new IllegalStateException(
            "outputs must be equal: ours=%s, %s=%s, step=%d".formatted(b, library, a, t));
      }
    }
  }

  /** Frees what is not on the heap. */
  @TearDown(Level.Trial)
  public void stop() {
    step.close();
  }

  /** One request and one gradient step. */
  @Benchmark
  public float step() {
    next = (next + 1) % Requests.COUNT;
    return step.step(requests.rows[next], (float) requests.losses[next], RATE);
  }
}
