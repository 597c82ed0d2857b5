package io.thalweg.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that a test started, with its output in two files. Made by {@link JavaProcesses}. */
final class JavaProcess {
  private static final String JVM_NOTE = "WARNING: Using incubator modules";

  private final String name;
  private final Process process;
  private final Path output;
  private final Path errors;

  JavaProcess(String name, Process process, Path output, Path errors) {
    this.name = name;
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  String name() {
    return name;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the process without any warning to it (signal 9) and returns when it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /**
   * Returns the process's exit code.
   *
   * @throws AssertionError when it still lives after {@code patience}
   */
  int awaitExit(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("not ended within " + patience.toMillis() + " ms: " + name);
    }
    return process.exitValue();
  }

  /** What it has written to its standard output so far, line by line. */
  List<String> output() throws IOException {
    return lines(output);
  }

  /**
   * What it has written to its standard error so far, line by line, without the JVM's own note on
   * incubating modules.
   */
  List<String> errors() throws IOException {
    return lines(errors).stream().filter(line -> !line.startsWith(JVM_NOTE)).toList();
  }

  /** The last lines of both outputs, for people. */
  String tail(int lines) throws IOException {
    return "---- "
        + name
        + " ("
        + state()
        + "), output:\n"
        + last(output(), lines)
        + "\n---- "
        + name
        + ", errors:\n"
        + last(errors(), lines);
  }

  private String state() {
    return process.isAlive() ? "alive" : "exit code " + process.exitValue();
  }

  /** A process that was killed may leave half a character at the end of its file. */
  private static List<String> lines(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
  }

  private static String last(List<String> lines, int count) {
    return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }
}
