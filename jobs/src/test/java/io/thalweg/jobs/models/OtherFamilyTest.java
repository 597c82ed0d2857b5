package io.thalweg.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.jobs.DecideJob;
import io.thalweg.state.Family;
import io.thalweg.state.ModelExport;
import io.thalweg.state.ModelFile;
import io.thalweg.state.ModelHeader;
import io.thalweg.state.ModelProgress;
import io.thalweg.state.SettingsDigest;
import java.io.DataOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.state.api.OperatorIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherFamilyTest {
  @TempDir private Path folder;

  @Test
  void aSavepointOfADecideJobIsReadLikeOthers() throws Exception {
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
    assertThat(SavepointModels.open(folder.toString()).all()).isEmpty();
  }

  @Test
  void whatIsNoLinearModelHasNoWeightsToShow() {
    String settings = "settings of a decider";
    ModelHeader header =
        new ModelHeader(Family.BANDIT, SettingsDigest.of(settings), new ModelProgress());
    ModelFile model = new ModelFile(header.write(new byte[24]), new TreeMap<>());
    ModelExport export = new ModelExport("promises", settings, List.of(), model);
    assertThatThrownBy(() -> OpenedModel.of(export))
        .isInstanceOf(ModelsException.class)
        .hasMessage("weights are only shown of linear models: model=promises, family=bandit");
  }
}
