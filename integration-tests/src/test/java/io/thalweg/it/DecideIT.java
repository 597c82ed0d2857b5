package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.Decision;
import io.thalweg.DecisionSlot;
import io.thalweg.it.Faults.Place;
import io.thalweg.jobs.ClusterMain;
import io.thalweg.jobs.local.EmbeddedBroker;
import io.thalweg.state.ModelFile;
import io.thalweg.state.ModelHeader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The decision ledger, with whatever fails while requests flow.
 *
 * <p>Topology of every test: requests of 6 models in a topic of 4 partitions, a fifth of them for
 * two slots with features, the decide job over RocksDB with a small network each, the ledger in a
 * topic of 4, {@link DecideWorld} as a client of its own that acts on the first record of each
 * decision, outcomes in a topic of 3, dead letters; decisions at least once, checkpoints every 100
 * ms.
 *
 * <p>Invariants of every test: every request has a decision; the world and the job agree on which
 * counts, so that the models of the job are, byte for byte, those that a second job makes of the
 * ledger and the outcomes alone, at another parallelism; every model has learned.
 */
@ExtendWith(SharedServices.class)
class DecideIT {
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final int PARTS = 5;

  @TempDir private Path folder;

  private FlinkSettings flink() {
    return FlinkSettings.exactlyOnce(folder).checkpointEvery(INTERVAL);
  }

  private void assertRebuilt(
      DecideRun run, DecideWorld world, SortedMap<String, byte[]> live, WatchedMiniCluster cluster)
      throws Exception {
    Map<String, Integer> decisions = run.decisions();
    assertThat(decisions).hasSize(run.asked());
    assertThat(world.first()).isEqualTo(run.first());
    for (Decision decision : world.first().values()) {
      for (DecisionSlot slot : decision.getSlots()) {
        assertThat(slot.getProbabilities())
            .element(decision.getActions().indexOf(slot.getAction()))
            .isEqualTo(slot.getPropensity());
      }
    }
    assertThat(world.first().values())
        .as("some filled slots")
        .anyMatch(d -> d.getSlots().size() > 1);
    assertThat(live).hasSize(6);
    for (byte[] model : live.values()) {
      assertThat(ModelHeader.read(ModelFile.of(model).head()).progress().events())
          .isGreaterThan(100);
    }
    assertThat(run.refused().keySet())
        .contains("duplicate-id", "unknown-id")
        .isSubsetOf("duplicate-id", "unknown-id", "late");
    WatchedJob again = cluster.submit(run.rebuild(flink(), 3));
    again.awaitRunning();
    run.awaitRead(run.name() + "-again");
    again.awaitCheckpoints(2);
    SortedMap<String, byte[]> rebuilt =
        DecideRun.models(again.drain(SavepointFormatType.CANONICAL, folder));
    assertThat(rebuilt.keySet()).isEqualTo(live.keySet());
    rebuilt.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(live.get(name)));
  }

  /** Failures of the operator: in decisions, in learning, around its snapshots. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void failuresOfTheOperatorLeaveTheLedgerTrue(
      int parallelism, Topics topics, WatchedMiniCluster cluster) throws Exception {
    DecideRun run = DecideRun.on(topics);
    Faults faults =
        Faults.random(
            run.name(),
            70 + parallelism,
            1,
            Place.LEARNER,
            Place.LEARNER_SNAPSHOT,
            Place.LEARNER_COMPLETE);
    try (DecideWorld world = run.world()) {
      WatchedJob job = cluster.submit(run.environment(flink(), parallelism));
      for (int part = 0; part < PARTS; part++) {
        faults.arm(1);
        run.feed();
        run.feed();
        world.awaitActed(run.asked());
        faults.awaitArmed();
      }
      assertThat(faults.left()).isZero();
      run.awaitRead(run.name());
      job.awaitCheckpoints(2);
      SortedMap<String, byte[]> live =
          DecideRun.models(job.drain(SavepointFormatType.CANONICAL, folder));

      assertThat(run.decisions().values()).as("some were decided again").anyMatch(n -> n > 1);
      assertRebuilt(run, world, live, cluster);
    }
  }

  /** A broker that shuts down and comes back on its port, while requests flow. */
  @Test
  void aBrokerThatGoesAndComesBackLeavesTheLedgerTrue(WatchedMiniCluster cluster) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.open(folder.resolve("broker"))) {
      DecideRun run = DecideRun.on(new Topics(broker));
      Faults.none(run.name());
      try (DecideWorld world = run.world()) {
        WatchedJob job = cluster.submit(run.environment(flink(), 2));
        run.feed();
        world.awaitActed(run.asked());
        run.feed();
        broker.stop();
        broker.start();
        run.feed();
        world.awaitActed(run.asked());
        run.awaitRead(run.name());
        job.awaitCheckpoints(2);
        SortedMap<String, byte[]> live =
            DecideRun.models(job.drain(SavepointFormatType.NATIVE, folder));

        assertRebuilt(run, world, live, cluster);
      }
    }
  }

  /** A TaskManager is killed (signal 9) while requests flow; another takes its place. */
  @Test
  void aKilledTaskManagerLeavesTheLedgerTrue(
      Topics topics, JavaProcesses processes, WatchedMiniCluster cluster) throws Exception {
    DecideRun run = DecideRun.on(topics);
    Path settings = Files.writeString(folder.resolve(run.name() + ".yaml"), run.settings());
    ProcessCluster.Plan plan =
        ProcessCluster.plan(
                ClusterMain.class.getName(),
                "--settings",
                settings.toString(),
                "--set",
                "parallelism=2",
                "--set",
                "checkpoints.interval=100 ms")
            .parallelism(2)
            .settings(FlinkSettings.exactlyOnce(folder));
    try (DecideWorld world = run.world();
        ProcessCluster processCluster = plan.start(processes)) {
      WatchedJob job = processCluster.job();
      job.awaitRunning();
      run.feed();
      world.awaitActed(run.asked());
      run.feed();
      processCluster.killTaskManager(0);
      processCluster.startTaskManager();
      job.awaitRestarts(1);
      run.feed();
      world.awaitActed(run.asked());
      run.awaitRead(run.name());
      SortedMap<String, byte[]> live =
          DecideRun.models(job.drain(SavepointFormatType.CANONICAL, folder));

      assertRebuilt(run, world, live, cluster);
    }
  }
}
