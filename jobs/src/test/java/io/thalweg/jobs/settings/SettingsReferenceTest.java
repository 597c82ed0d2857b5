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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsReferenceTest {
  /** A job's options, the page that tells them, and the classes that declare them. */
  private record Job(List<Setting<?>> options, String page, List<Class<?>> declare) {}

  private static List<Job> jobs() {
    return List.of(
        new Job(
            OptimizeOptions.all(),
            SettingsReference.optimize(),
            List.of(
                OptimizeOptions.class,
                JobOptions.class,
                Losses.class,
                AlgorithmOptions.class,
                Domains.class,
                Regularizers.class,
                Hints.class,
                LearnerReader.class)),
        new Job(
            DecideOptions.all(),
            SettingsReference.decide(),
            List.of(DecideOptions.class, JobOptions.class, AgentOptions.class)));
  }

  @Test
  void thePageOfTheDocsIsWhatTheCommandsPrint() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "settings.md")))
        .as(
            "docs/settings.md: write it anew with `./thalweg settings optimize` and, behind an"
                + " empty line, `./thalweg settings decide`")
        .isEqualTo(SettingsReference.optimize() + "\n" + SettingsReference.decide());
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void everyDeclaredOptionHasOneRow(Job job) throws IllegalAccessException {
    Set<Object> declared = new HashSet<>();
    for (Class<?> declares : job.declare()) {
      int before = declared.size();
      for (Field field : declares.getDeclaredFields()) {
        if (field.getType() == Setting.class
            && Modifier.isStatic(field.getModifiers())
            && field.get(null) != JobOptions.JOB) {
          declared.add(field.get(null));
        }
      }
      if (declares != JobOptions.class) {
        assertThat(declared).as(declares.getName()).hasSizeGreaterThan(before);
      }
    }
    assertThat(job.options()).containsAll(declared.stream().map(s -> (Setting<?>) s).toList());
    assertThat(job.options()).flatExtracting(Setting::keys).doesNotHaveDuplicates();
    for (Setting<?> s : job.options()) {
      assertThat(job.page()).containsOnlyOnce("\n| `" + s.key() + "` | ");
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void everyRowHasFiveCells(Job job) {
    assertThat(job.page().lines().filter(line -> line.startsWith("|")))
        .hasSize(job.options().size() + 2)
        .allMatch(line -> line.replace("\\|", "").chars().filter(c -> c == '|').count() == 6);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void everyDefaultKeepsItsOwnRule(Job job) {
    for (Setting<?> s : job.options()) {
      if (s.presence() == Setting.Presence.DEFAULTED) {
        assertThat(s.defaultValue()).as(s.key()).isNotNull();
      }
    }
  }
}
