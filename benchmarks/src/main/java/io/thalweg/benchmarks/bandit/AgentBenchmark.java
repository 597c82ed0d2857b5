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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decisions and learned outcomes per second of our agents, one thread, each arm with features of
 * its own: linear ones, exact (ridge) and by gradient steps (mirror), and a network with and
 * without the four replayed steps.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx2g"})
public class AgentBenchmark {
  /** Features of an arm, arms, hidden units. */
  @Param({"20/4/100", "50/10/100", "50/100/100", "500/10/100"})
  public String shape;

  /** Who decides and learns. */
  @Param({
    "squarecb-ridge",
    "squarecb-mirror",
    "fastcb-mirror",
    "neusquarecb",
    "neusquarecb-no-replay"
  })
  public String agent;

  private OurTurn turn;

  /** Draws the requests and starts the agent. */
  @Setup(Level.Trial)
  public void start() {
    turn = new OurTurn(agent, Shape.parse(shape));
  }

  /** Decides about one request. */
  @Benchmark
  public int decide() {
    return turn.decide();
  }

  /** Learns one outcome. */
  @Benchmark
  public long learn() {
    return turn.learn();
  }
}
