package io.thalweg.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.junit.jupiter.api.Test;

class RuntimeSettingsTest {
  private static Configuration configuration(String... sets) throws SettingsException {
    return OptimizeSettings.parse(OptimizeSettingsTest.SMALLEST, List.of(sets))
        .runtime()
        .configuration();
  }

  @Test
  void theSettingsArriveUnderFlinksKeys() throws SettingsException {
    Configuration c =
        configuration("parallelism=3", "maxParallelism=64", "checkpoints.interval=250 ms");
    assertThat(c.get(CoreOptions.DEFAULT_PARALLELISM)).isEqualTo(3);
    assertThat(c.get(PipelineOptions.MAX_PARALLELISM)).isEqualTo(64);
    assertThat(c.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofMillis(250));
    assertThat(c.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
    assertThat(c.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
    assertThat(c.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)).isEmpty();
  }

  @Test
  void aKeyOfFlinksOwnWins() throws SettingsException {
    assertThat(
            configuration("flink.state.backend.type=hashmap")
                .get(StateBackendOptions.STATE_BACKEND))
        .isEqualTo("hashmap");
  }

  @Test
  void aFolderForCheckpointsBecomesAUri() throws SettingsException {
    assertThat(configuration("checkpoints.dir=ck").get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .isEqualTo(Path.of("ck").toAbsolutePath().toUri().toString());
    assertThat(
            configuration("checkpoints.dir=s3://b/ck")
                .get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .isEqualTo("s3://b/ck");
  }

  @Test
  void theRecordKeepsItsRules() {
    assertThatThrownBy(
            () ->
                new RuntimeSettings(
                    0,
                    128,
                    1 << 20,
                    Duration.ofSeconds(1),
                    Optional.empty(),
                    OptionalInt.empty(),
                    Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parallelism must be a whole number in 1..32768: 0");
    assertThatThrownBy(
            () ->
                new RuntimeSettings(
                    2,
                    1,
                    1 << 20,
                    Duration.ofSeconds(1),
                    Optional.empty(),
                    OptionalInt.empty(),
                    Map.of()))
        .hasMessage("parallelism must be at most maxParallelism: parallelism=2, maxParallelism=1");
  }
}
