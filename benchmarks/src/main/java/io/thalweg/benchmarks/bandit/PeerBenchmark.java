package io.thalweg.benchmarks.bandit;

import java.io.IOException;
import java.util.Arrays;
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
import vowpalWabbit.learner.VWActionProbsLearner;
import vowpalWabbit.learner.VWLearners;

/**
 * Decisions and learned outcomes per second beside Vowpal Wabbit's SquareCB, one thread: ten arms,
 * ten features of the request and five of each arm. Vowpal Wabbit has them in two namespaces, its
 * lines prepared beforehand but parsed in the loop, as it has to; with {@code -q ua} it makes the
 * 50 products itself. Ours has an arm's 15 features in a row, or these and the 50 products, which
 * are made beforehand. What is drawn from Vowpal Wabbit's probabilities is not measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx2g"})
public class PeerBenchmark {
  private static final int ARMS = 10;
  private static final int SHARED = 10;
  private static final int OWN = 5;

  /** Who decides and learns. */
  @Param({
    "vw",
    "vw-q-ua",
    "squarecb-ridge/15",
    "squarecb-ridge/65",
    "squarecb-mirror/65",
    "fastcb-mirror/65",
    "neusquarecb/15"
  })
  public String agent;

  private OurTurn ours;
  private VWActionProbsLearner peer;
  private final String[][] asked = new String[Requests.COUNT][];
  private final String[][] told = new String[Requests.COUNT][];
  private int next;

  /** Draws the requests and starts the agent. */
  @Setup(Level.Trial)
  public void start() {
    if (!agent.startsWith("vw")) {
      String[] parts = agent.split("/", -1);
      ours = new OurTurn(parts[0], new Shape(Integer.parseInt(parts[1]), ARMS, 100));
      return;
    }
    peer = VWLearners.create(VowpalWabbit.OPTIONS + (agent.equals("vw-q-ua") ? " -q ua" : ""));
    Requests requests = new Requests(SHARED + OWN, ARMS);
    for (int t = 0; t < Requests.COUNT; t++) {
      asked[t] = lines(requests.rows[t]);
      told[t] = asked[t].clone();
      int arm = t % ARMS;
      told[t][arm + 1] = arm + ":" + requests.losses[t] + ":0.1 " + told[t][arm + 1];
    }
  }

  private static String[] lines(float[] rows) {
    String[] lines = new String[ARMS + 1];
    lines[0] = VowpalWabbit.shared(Arrays.copyOf(rows, SHARED));
    for (int a = 0; a < ARMS; a++) {
      StringBuilder line = new StringBuilder("|a");
      for (int i = 0; i < OWN; i++) {
        line.append(" y").append(i).append(':').append(rows[a * (SHARED + OWN) + SHARED + i]);
      }
      lines[a + 1] = line.toString();
    }
    return lines;
  }

  /** Ends Vowpal Wabbit. */
  @TearDown(Level.Trial)
  public void stop() throws IOException {
    if (peer != null) {
      peer.close();
    }
  }

  /** Decides about one request. */
  @Benchmark
  public Object decide() {
    if (ours != null) {
      return ours.decide();
    }
    next = (next + 1) % Requests.COUNT;
    return peer.predict(asked[next]);
  }

  /** Learns one outcome. */
  @Benchmark
  public Object learn() {
    if (ours != null) {
      return ours.learn();
    }
    next = (next + 1) % Requests.COUNT;
    return peer.learn(told[next]);
  }
}
