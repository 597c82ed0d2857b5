package io.thalweg.it;

import io.thalweg.jobs.cli.Thalweg;
import java.io.IOException;
import java.util.List;

/** Starts the {@code thalweg} command as a process, with the logging that its users get. */
final class ThalwegCommand {
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx512m", "-XX:TieredStopAtLevel=1", "-Dlog4j2.configurationFile=log4j2.properties");

  private ThalwegCommand() {}

  /** Starts the command with these arguments. */
  static JavaProcess start(JavaProcesses processes, String... arguments) throws IOException {
    return processes.start("thalweg", Thalweg.class.getName(), OPTIONS, List.of(arguments));
  }
}
