package io.thalweg.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {
  private static final List<Class<?>> DECLARE =
      List.of(
          OptimizeOptions.class,
          Losses.class,
          AlgorithmOptions.class,
          Domains.class,
          Regularizers.class,
          Hints.class,
          LearnerReader.class);

  @Test
  void thePageOfTheDocsIsWhatTheCommandPrints() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "settings.md")))
        .as("docs/settings.md: write it anew with `./thalweg settings optimize`")
        .isEqualTo(SettingsReference.optimize());
  }

  @Test
  void everyDeclaredOptionHasOneRow() throws IllegalAccessException {
    Set<Object> declared = new HashSet<>();
    for (Class<?> declares : DECLARE) {
      int before = declared.size();
      for (Field field : declares.getDeclaredFields()) {
        if (field.getType() == Setting.class && Modifier.isStatic(field.getModifiers())) {
          declared.add(field.get(null));
        }
      }
      assertThat(declared).as(declares.getName()).hasSizeGreaterThan(before);
    }
    assertThat(OptimizeOptions.all())
        .containsAll(declared.stream().map(s -> (Setting<?>) s).toList());
    assertThat(OptimizeOptions.all()).extracting(Setting::key).doesNotHaveDuplicates();
    for (Setting<?> s : OptimizeOptions.all()) {
      assertThat(SettingsReference.optimize()).containsOnlyOnce("\n| `" + s.key() + "` | ");
    }
  }

  @Test
  void everyRowHasFiveCells() {
    assertThat(SettingsReference.optimize().lines().filter(line -> line.startsWith("|")))
        .hasSize(OptimizeOptions.all().size() + 2)
        .allMatch(line -> line.replace("\\|", "").chars().filter(c -> c == '|').count() == 6);
  }

  @Test
  void everyDefaultKeepsItsOwnRule() {
    for (Setting<?> s : OptimizeOptions.all()) {
      if (s.presence() == Setting.Presence.DEFAULTED) {
        assertThat(s.defaultValue()).as(s.key()).isNotNull();
      }
    }
  }
}
