package io.thalweg.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.jobs.settings.DecideSettings;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** What a decide job wants of Flink, and that its settings come first. */
class DecideJobDefaultsTest {
  private static Map<String, String> configured(String more) throws Exception {
    String yaml =
        """
        job: decide
        answer: false
        input: {outcomes: {path: outcomes.jsonl}}
        ledger: {path: ledger.jsonl}
        output: {deadLetters: {path: dead.jsonl}}
        models: [{name: m, features: {shared: {dimension: 1}}, actions: [a, b]}]
        """;
    StreamExecutionEnvironment env = new StreamExecutionEnvironment();
    new DecideJob(DecideSettings.parse(yaml + more, List.of())).configure(env);
    return env.getConfiguration().toMap();
  }

  @Test
  void answersAreSoonAndTheLedgerIsCheapToKeep() throws Exception {
    assertThat(configured(""))
        .containsEntry("execution.buffer-timeout.interval", "1 ms")
        .containsEntry("pipeline.auto-watermark-interval", "20 ms")
        .containsEntry("state.backend.rocksdb.compaction.style", "UNIVERSAL")
        .containsEntry("state.backend.rocksdb.use-bloom-filter", "true");
  }

  @Test
  void settingsComeFirst() throws Exception {
    assertThat(
            configured(
                "flink: {execution.buffer-timeout.interval: 7 ms,"
                    + " state.backend.rocksdb.compaction.style: LEVEL}"))
        .doesNotContainEntry("execution.buffer-timeout.interval", "1 ms")
        .doesNotContainKey("state.backend.rocksdb.compaction.style")
        .containsEntry("state.backend.rocksdb.use-bloom-filter", "true");
  }
}
