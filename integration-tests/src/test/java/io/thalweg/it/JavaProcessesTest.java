package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProcessesTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void outputsAndExitCodeAreSeparate(@TempDir Path folder) throws Exception {
    try (JavaProcesses processes = new JavaProcesses(folder.resolve("run"))) {
      JavaProcess speaker =
          processes.start(
              "speaker",
              Speaker.class.getName(),
              List.of("-Dthalweg.word=option"),
              List.of("argument"),
              Map.of("THALWEG_WORD", "environment"));

      assertThat(speaker.awaitExit(LONG)).isEqualTo(2);
      assertThat(speaker.isAlive()).isFalse();
      assertThat(speaker.output()).containsExactly("argument", "option");
      assertThat(speaker.errors()).containsExactly("environment");
      assertThat(processes.tails())
          .contains("0-speaker (exit code 2)", "argument\noption", "environment");
    }
  }

  @Test
  void closingKillsWhatStillLives(@TempDir Path folder) throws Exception {
    JavaProcess listener;
    try (JavaProcesses processes = new JavaProcesses(folder.resolve("run"))) {
      listener = processes.start("listener", Listener.class.getName(), List.of(), List.of());
      Await.until(() -> listener.output().contains("waiting"), LONG, "listener waits");
      assertThatThrownBy(() -> listener.awaitExit(Duration.ofMillis(1)))
          .isInstanceOf(AssertionError.class)
          .hasMessage("not ended within 1 ms: 0-listener");
      assertThat(listener.isAlive()).isTrue();
    }
    assertThat(listener.isAlive()).isFalse();
    assertThat(folder.resolve("run")).isDirectoryNotContaining("glob:**-tmp");
  }

  /** Says each word that it is given, on both outputs, and ends with code 2. */
  static final class Speaker {
    private Speaker() {}

    public static void main(String[] arguments) {
      System.out.println(arguments[0]);
      System.out.println(System.getProperty("thalweg.word"));
      System.err.println(System.getenv("THALWEG_WORD"));
      System.exit(2);
    }
  }

  /** Waits for an input that never comes. */
  static final class Listener {
    private Listener() {}

    public static void main(String[] arguments) throws Exception {
      System.out.println("waiting");
      System.in.read();
    }
  }
}
