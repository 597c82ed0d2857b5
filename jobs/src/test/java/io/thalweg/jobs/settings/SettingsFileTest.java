package io.thalweg.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
  @TempDir private Path folder;

  @Test
  void aFileIsReadAndItsOverridesApplied() throws Exception {
    Path file = Files.writeString(folder.resolve("s.yaml"), OptimizeSettingsTest.SMALLEST);
    assertThat(OptimizeSettings.load(file, List.of("name=x")).name()).isEqualTo("x");
  }

  @Test
  void aFileThatCannotBeReadIsToldByItsName() throws IOException {
    Path missing = folder.resolve("none.yaml");
    assertThatThrownBy(() -> OptimizeSettings.load(missing, List.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--settings: cannot read " + missing + ": no such file");
    assertThatThrownBy(() -> OptimizeSettings.load(folder, List.of()))
        .hasMessage("--settings: cannot read " + folder + ": it is a folder");
    Path large = Files.write(folder.resolve("large"), new byte[SettingsFile.MAX_BYTES + 1]);
    assertThatThrownBy(() -> OptimizeSettings.load(large, List.of()))
        .hasMessage("--settings: cannot read " + large + ": it is longer than 1048576 bytes");
  }
}
