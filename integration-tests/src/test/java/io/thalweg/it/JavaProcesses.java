package io.thalweg.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.util.FileUtils;

/**
 * The JVMs that one test starts, on the class path of the tests and with the project's JVM flags.
 * Whatever lives at the end of the test is killed then; if the tests' own JVM is ended first, its
 * shutdown hook kills them.
 *
 * <pre>{@code
 * JavaProcess run = processes.start("run", "io.thalweg.jobs.Main", List.of("-Xmx512m"), List.of("run"));
 * assertThat(run.awaitExit(Duration.ofSeconds(15))).isEqualTo(2);
 * assertThat(run.errors()).hasSize(1);
 * }</pre>
 */
final class JavaProcesses implements AutoCloseable {
  private static final String FLAGS = "thalweg.jvm.flags";
  private static final int TAIL_LINES = 60;

  private final Path folder;
  private final List<JavaProcess> started = new ArrayList<>();
  private final List<Path> temporaries = new ArrayList<>();
  private final Thread hook = new Thread(this::killAll, "kill-test-processes");

  /** Processes whose output goes to files in {@code folder}, which is made anew. */
  JavaProcesses(Path folder) throws IOException {
    FileUtils.deleteDirectory(folder.toFile());
    this.folder = Files.createDirectories(folder).toAbsolutePath();
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Where outputs go; a place for other files of the test's processes. */
  Path folder() {
    return folder;
  }

  /** Starts {@code mainClass} with additional JVM options and arguments. */
  JavaProcess start(String name, String mainClass, List<String> options, List<String> arguments)
      throws IOException {
    return start(name, mainClass, options, arguments, Map.of());
  }

  /** Starts {@code mainClass} with additional environment variables too. */
  JavaProcess start(
      String name,
      String mainClass,
      List<String> options,
      List<String> arguments,
      Map<String, String> environment)
      throws IOException {
    String unique = started.size() + "-" + name;
    Path temporary = Files.createDirectories(folder.resolve(unique + "-tmp"));
    temporaries.add(temporary);
    Path output = folder.resolve(unique + ".out");
    Path errors = folder.resolve(unique + ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags());
    command.add("-XX:+UseSerialGC");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    JavaProcess process = new JavaProcess(unique, builder.start(), output, errors);
    started.add(process);
    return process;
  }

  /** The last lines of every process's outputs, for people. */
  String tails() {
    return started.stream().map(JavaProcesses::tail).collect(Collectors.joining("\n"));
  }

  @Override
  public void close() throws IOException {
    killAll();
    Runtime.getRuntime().removeShutdownHook(hook);
    for (Path temporary : temporaries) {
      FileUtils.deleteDirectory(temporary.toFile());
    }
  }

  private void killAll() {
    started.forEach(JavaProcess::kill);
  }

  private static String tail(JavaProcess process) {
    try {
      return process.tail(TAIL_LINES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> flags() {
    String flags = System.getProperty(FLAGS);
    if (flags == null) {
      throw new IllegalStateException(
          "system property must be set, as the build does: property=" + FLAGS);
    }
    return List.of(flags.trim().split("\\s+"));
  }
}
