package io.thalweg.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.wire.WireFormat;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EndpointTest {
  @Test
  void onlyTheEndingTellsAFileFromAFolder() {
    assertThat(new PathEndpoint("x.avro", WireFormat.AVRO, true).singleFile()).isTrue();
    assertThat(new PathEndpoint("x.avro.d", WireFormat.JSON, false).singleFile()).isFalse();
    assertThatThrownBy(() -> new PathEndpoint("x.avro", WireFormat.JSON, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PathEndpoint("x.jsonl", WireFormat.JSON, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PathEndpoint("x", WireFormat.JSON, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPathOfThisMachineIsToldFromOthers() {
    assertThat(LocalPaths.of("a/../b")).contains(Path.of("b").toAbsolutePath());
    assertThat(LocalPaths.of("file:///a/b")).contains(Path.of("/a/b"));
    assertThat(LocalPaths.of("file:/a/b")).contains(Path.of("/a/b"));
    assertThat(LocalPaths.of("s3://bucket/a")).isEmpty();
    assertThat(LocalPaths.of("hdfs:///a")).isEmpty();
  }

  @Test
  void aTopicsNameIsOneThatKafkaTakes() {
    assertThatThrownBy(() -> new TopicEndpoint("..", WireFormat.AVRO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("topic must be a topic's name");
    assertThat(new TopicEndpoint("a.b_c-1", WireFormat.AVRO).topic()).isEqualTo("a.b_c-1");
  }
}
