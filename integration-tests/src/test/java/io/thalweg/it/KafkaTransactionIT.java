package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards the pinned versions: later Kafka clients lack a method that the connector's transactional
 * sink calls by reflection, so that a job fails at its first transaction and not before.
 */
@ExtendWith(SharedServices.class)
class KafkaTransactionIT {
  @Test
  void sinkCommitsATransaction(Topics topics, WatchedMiniCluster cluster, @TempDir Path folder)
      throws Exception {
    String out = topics.create("out", 2);
    StreamExecutionEnvironment env =
        FlinkSettings.exactlyOnce(folder)
            .with("execution.checkpointing.interval", "1 h")
            .with("restart-strategy.type", "none")
            .environment(1);
    env.fromData(IntStream.range(0, 100).mapToObj(Integer::toString).toList())
        .sinkTo(CountingJob.sink(topics.bootstrapServers(), out));

    cluster.submit(env).awaitFinished();

    topics.awaitSettled(out);
    assertThat(CountingJob.texts(topics.committed(out)))
        .containsExactlyElementsOf(
            IntStream.range(0, 100).mapToObj(Integer::toString).sorted().toList());
  }
}
