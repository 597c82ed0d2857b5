package io.thalweg.jobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.jobs.settings.KafkaSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordSinkTest {
  @Test
  void whoWaitsForARecordGetsItAtOnceUnlessTheSettingsSayOtherwise() {
    assertThat(RecordSink.promptClient(new KafkaSettings(Map.of())))
        .containsEntry("linger.ms", "0");
    assertThat(RecordSink.promptClient(new KafkaSettings(Map.of("linger.ms", "20"))))
        .containsEntry("linger.ms", "20");
  }
}
