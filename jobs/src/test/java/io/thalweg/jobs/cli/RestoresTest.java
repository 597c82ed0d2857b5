package io.thalweg.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoresTest {
  @TempDir private Path folder;

  private Path checkpoint(String path, long millis) throws IOException {
    Path made = Files.createDirectories(folder.resolve(path));
    Path metadata = Files.writeString(made.resolve("_metadata"), "");
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(millis));
    return made;
  }

  @Test
  void theNewestCompleteCheckpointOfAnyJobIsTaken() throws Exception {
    checkpoint("job1/chk-90", 1_000);
    checkpoint("job2/chk-4", 2_000);
    Path newest = checkpoint("job2/chk-10", 2_000);
    Files.createDirectories(folder.resolve("job2/chk-11"));
    checkpoint("job2/taskowned", 9_000);

    assertThat(Restores.newest(Optional.of(folder.toString()))).isEqualTo(newest.toString());
    assertThat(Restores.newest(Optional.of(folder.toUri().toString())))
        .isEqualTo(newest.toString());
  }

  @Test
  void whereThereIsNoneItIsSaid() {
    assertThatThrownBy(() -> Restores.newest(Optional.of(folder.resolve("none").toString())))
        .hasMessage("--resume: no complete checkpoint under " + folder.resolve("none"));
    assertThatThrownBy(() -> Restores.newest(Optional.of("s3://b/ck")))
        .hasMessage(
            "--resume: finds checkpoints of this machine only; give --from instead: s3://b/ck");
  }

  @Test
  void aGivenOneMustBeComplete() throws Exception {
    Path complete = checkpoint("sp", 1);
    assertThat(Restores.checked(Optional.of(complete.toString()))).contains(complete.toString());
    Optional<String> metadata = Optional.of(complete.resolve("_metadata").toString());
    assertThat(Restores.checked(metadata)).isEqualTo(metadata);
    assertThat(Restores.checked(Optional.of("s3://b/sp"))).contains("s3://b/sp");
    assertThat(Restores.checked(Optional.empty())).isEmpty();
    assertThatThrownBy(() -> Restores.checked(Optional.of(folder.toString())))
        .hasMessage("--from: no savepoint or checkpoint, it holds no _metadata: " + folder);
  }
}
