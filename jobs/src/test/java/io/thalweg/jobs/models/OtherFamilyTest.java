package io.thalweg.jobs.models;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.jobs.DecideJob;
import java.io.DataOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.state.api.OperatorIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherFamilyTest {
  @TempDir private Path folder;

  @Test
  void aSavepointOfADecideJobIsToldInOneLine() throws Exception {
    OperatorState decider =
        new OperatorState(
            DecideJob.DECIDER,
            DecideJob.DECIDER,
            OperatorIdentifier.forUid(DecideJob.DECIDER).getOperatorId(),
            1,
            128);
    try (DataOutputStream out =
        new DataOutputStream(Files.newOutputStream(folder.resolve("_metadata")))) {
      Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(1, List.of(decider), List.of()), out);
    }
    assertThatThrownBy(() -> SavepointModels.open(folder.toString()))
        .isInstanceOf(ModelsException.class)
        .hasMessage(
            "the models of a decide job are of another family, which this command does not read: "
                + folder);
  }
}
