package io.thalweg.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.jobs.cli.Thalweg;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoCommandTest {
  /** The demo itself, and that of promises. */
  private static final List<List<String>> DEMOS =
      List.of(List.of("demo"), List.of("demo", "promises"));

  @TempDir private Path folder;

  @Test
  void aWrongNumberIsToldByItsOption() {
    refuses("--rate: must be 0 or more: -1.0", "--rate", "-1");
    refuses("--rate: must be 0 or more: Infinity", "--rate", "Infinity");
    refuses("--flights: must be 1 or more: 0", "--flights", "0");
    refuses("--web-port: must be in [0, 65535]: 65536", "--web-port", "65536");
  }

  @Test
  void aPortThatIsTakenIsToldBeforeAnythingStarts() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      refuses("--web-port: must be a port that nobody else has: " + port, "--web-port", port);
    }
  }

  @Test
  void aFileIsNoFolder() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    refuses("--dir: must be a folder, but a file stands there: " + file, "--dir", file.toString());
  }

  private static void refuses(String line, String option, String value) {
    for (List<String> demo : DEMOS) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      CommandLine command =
          Thalweg.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
      String[] arguments = new String[demo.size() + 2];
      demo.toArray(arguments);
      arguments[demo.size()] = option;
      arguments[demo.size() + 1] = value;

      assertThat(command.execute(arguments)).isEqualTo(Thalweg.WRONG_USAGE);
      assertThat(out.toString()).isEmpty();
      assertThat(err.toString().strip()).isEqualTo("thalweg: " + line);
    }
  }
}
