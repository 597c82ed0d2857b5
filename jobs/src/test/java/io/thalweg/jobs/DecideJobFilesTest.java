package io.thalweg.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.Decision;
import io.thalweg.DecisionInput;
import io.thalweg.DecisionSlot;
import io.thalweg.ModelVersion;
import io.thalweg.Outcome;
import io.thalweg.jobs.settings.DecideSettings;
import io.thalweg.stream.JobCounters;
import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.WireFormat;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models made anew of a ledger and of outcomes in files. */
class DecideJobFilesTest {
  private static final int DECISIONS = 300;

  private final RecordEncoder encoder = WireFormat.JSON.encoder();

  @TempDir private Path folder;

  @BeforeEach
  void writeLogs() throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    try (OutputStream ledger = Files.newOutputStream(folder.resolve("ledger.jsonl"));
        OutputStream outcomes = Files.newOutputStream(folder.resolve("outcomes.jsonl"))) {
      for (int k = 0; k < DECISIONS; k++) {
        line(ledger, decision(k, random));
        if (k % 10 != 0) {
          line(outcomes, outcome(k, random.nextDouble()));
        }
      }
      line(outcomes, outcome(DECISIONS + 1, 0.5));
    }
  }

  private void line(OutputStream out, SpecificRecordBase record) throws Exception {
    out.write(encoder.encode(record));
    out.write('\n');
  }

  private static Decision decision(int k, SplittableRandom random) {
    DecisionInput input = new DecisionInput();
    int action = random.nextInt(2);
    input.setOffset(2 * action);
    input.setValues(List.of((float) random.nextDouble(), 1f));
    DecisionSlot slot = new DecisionSlot();
    slot.setAction(action == 0 ? "a" : "b");
    slot.setPropensity(0.5);
    slot.setGamma(1.0);
    slot.setProbabilities(List.of(0.5, 0.5));
    slot.setInput(input);
    ModelVersion version = new ModelVersion();
    version.setEvents(0L);
    version.setDigest("0".repeat(16));
    Decision decision = new Decision();
    decision.setModel("m" + k % 3);
    decision.setId("d" + k);
    decision.setTime(Instant.ofEpochMilli(1_000L * k));
    decision.setVersion(version);
    decision.setMode("LIVE");
    decision.setLearned(0L);
    decision.setFloor(0.01);
    decision.setActions(List.of("a", "b"));
    decision.setLosses(List.of(0.5, 0.5));
    decision.setSlots(List.of(slot));
    decision.setFallbacks(0);
    return decision;
  }

  private static Outcome outcome(int k, double loss) {
    Outcome outcome = new Outcome();
    outcome.setModel("m" + k % 3);
    outcome.setId("d" + k);
    outcome.setTime(Instant.ofEpochMilli(1_000L * k + 500));
    outcome.setLoss(loss);
    outcome.setSlot(0);
    outcome.setActivated(false);
    return outcome;
  }

  private Map<String, Object> run(int parallelism, String more) throws Exception {
    String yaml =
        """
        job: decide
        answer: false
        input: {outcomes: {path: %1$s/outcomes.jsonl}}
        ledger: {path: %1$s/ledger.jsonl}
        output: {deadLetters: {path: %1$s/dead-%2$d.jsonl}}
        models:
          - name: "*"
            features: {shared: {dimension: 1}}
            actions: [a, b]
            outcomes: {wait: 1 min%3$s}
        parallelism: %2$d
        """
            .formatted(folder, parallelism, more);
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    env.enableCheckpointing(200);
    Jobs.build(env, DecideSettings.parse(yaml, List.of()));
    return env.execute().getAllAccumulatorResults();
  }

  @Test
  void decisionsAndOutcomesOfFilesAreLearnedWithoutRequests() throws Exception {
    Map<String, Object> one = run(1, "");

    assertThat(one)
        .containsEntry(JobCounters.EVENTS, 0L)
        .containsEntry(JobCounters.LEARNED, 9L * DECISIONS / 10)
        .containsEntry(JobCounters.TIMED_OUT, 1L * DECISIONS / 10)
        .containsEntry(JobCounters.DEFAULTED, 0L)
        .containsEntry("deadLetters.unknown-id", 1L);
    assertThat(Files.readAllLines(folder.resolve("dead-1.jsonl")))
        .singleElement()
        .asString()
        .contains("unknown-id", "d" + (DECISIONS + 1));

    Map<String, Object> two = run(2, ", default: 1.0");
    assertThat(two)
        .containsEntry(JobCounters.LEARNED, 1L * DECISIONS)
        .containsEntry(JobCounters.DEFAULTED, 1L * DECISIONS / 10);
  }
}
