package io.thalweg.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
  @TempDir private Path parent;

  @Test
  void aRunThatWasCutOffGoesOnAndAWholeOneBeginsAnew() throws Exception {
    Path folder = parent.resolve("a/demo");
    DemoFolder first = DemoFolder.open(folder);
    assertThat(first.begun()).isFalse();
    Files.createDirectories(first.broker());

    DemoFolder second = DemoFolder.open(folder);
    assertThat(second.begun()).isTrue();
    assertThat(second.broker()).exists();
    second.end();

    DemoFolder third = DemoFolder.open(folder);
    assertThat(third.begun()).isFalse();
    assertThat(third.broker()).doesNotExist();
  }

  @Test
  void whatIsNotADemosIsNeverTouched() throws Exception {
    Path mine = Files.writeString(parent.resolve("mine.txt"), "keep");

    assertThatThrownBy(() -> DemoFolder.open(parent))
        .hasMessage("--dir: must be empty or an earlier demo's: " + parent);
    assertThat(mine).hasContent("keep");
  }

  @Test
  void oneDemosFolderIsNotTheOthers() throws Exception {
    Path folder = parent.resolve("demo");
    DemoFolder.open(folder);

    assertThatThrownBy(() -> DemoFolder.ofPromises(folder))
        .hasMessage("--dir: must be empty or an earlier demo's: " + folder);
    DemoFolder.ofPromises(parent.resolve("promises"));
    assertThat(DemoFolder.ofPromises(parent.resolve("promises")).begun()).isTrue();
  }
}
