package io.thalweg.jobs.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.jobs.cli.Thalweg;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BanditCommandTest {
  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void table() throws Exception {
    data = Files.writeString(folder.resolve("t.csv"), "size,kind\n1,oak\n2,elm\n");
  }

  @Test
  void whatIsWrongIsToldInOneLineBeforeAnythingStarts() {
    refuses("thalweg: --label: no such column: sort; there are size, kind", "--label", "sort");
    refuses("thalweg: --rounds: must be in [1, 10000000]: 0", "--label", "kind", "--rounds", "0");
    refuses("thalweg: --rate: must be 0 or more: -1.0", "--label", "kind", "--rate", "-1");
    refuses("thalweg: --never: must be in [0, 1]: 1.5", "--label", "kind", "--never", "1.5");
    refuses(
        "thalweg: --twice: must be in [0, 1 - never]: 0.6",
        "--label",
        "kind",
        "--never",
        "0.5",
        "--twice",
        "0.6");
    refuses(
        "thalweg: --separator: must be one character, or tab: ::",
        "--label",
        "kind",
        "--separator",
        "::");
  }

  @Test
  void aFileIsNoFolder() {
    refuses(
        "thalweg: --out: must be a folder, but a file stands there: " + data,
        "--label",
        "kind",
        "--out",
        data.toString());
  }

  @Test
  void aWrongAgentIsNamedWithTheNearestOne() {
    refuses(
        "thalweg: --agent: linUbc: unknown key; the nearest known one is linUcb",
        "--label",
        "kind",
        "--agent",
        "linUbc");
  }

  private void refuses(String line, String... arguments) {
    assertThat(refused(arguments)).isEqualTo(line);
  }

  private String refused(String... arguments) {
    String[] all = new String[arguments.length + 4];
    all[0] = "simulate";
    all[1] = "bandit";
    all[2] = "--data";
    all[3] = data.toString();
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Thalweg.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    assertThat(command.execute(all)).isEqualTo(Thalweg.WRONG_USAGE);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().strip()).doesNotContain("\n");
    return err.toString().strip();
  }
}
