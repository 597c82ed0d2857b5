package io.thalweg.jobs.demo;

import io.thalweg.jobs.local.EmbeddedBroker;
import io.thalweg.jobs.local.FreePorts;
import io.thalweg.jobs.settings.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole road on real flights, in one JVM. */
@Command(
    name = "demo",
    description = {
      "Starts a Kafka broker and Flink in this JVM, sends real flights through them,",
      "learns online whether each will be late, and writes a page about it."
    },
    mixinStandardHelpOptions = true,
    subcommands = PromisesCommand.class,
    footer = {
      "",
      "Kill it at any moment and start it again: it goes on where it stood.",
      "After a whole run it begins anew."
    })
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      defaultValue = "out/demo",
      description = "Where log, checkpoints and page go; default: ${DEFAULT-VALUE}.")
  private Path folder;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Flights per second, 0 for as fast as it goes; default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--flights",
      paramLabel = "N",
      defaultValue = "1000000000",
      description = "Send at most so many; default: all that ship with the project.")
  private long flights;

  @Option(
      names = "--web-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of Flink's web pages; 0, the default, takes a free one.")
  private int webPort;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    check(rate, flights, webPort);
    PrintWriter out = spec.commandLine().getOut();
    DemoFolder place = DemoFolder.open(folder);
    out.println(
        place.begun()
            ? "Going on with the run that was cut off in " + folder
            : "A new run in " + folder);
    out.flush();
    try (EmbeddedBroker broker = broker(place)) {
      DemoRun run = new DemoRun(place, broker, rate, flights, webPort, out);
      run.toTheEnd();
    }
    return 0;
  }

  /** Refuses what no demo can have, before anything starts. */
  static void check(double rate, long flights, int webPort) throws SettingsException {
    require(rate >= 0 && !Double.isInfinite(rate), "--rate", "must be 0 or more: " + rate);
    require(flights >= 1, "--flights", "must be 1 or more: " + flights);
    require(webPort >= 0 && webPort <= 65535, "--web-port", "must be in [0, 65535]: " + webPort);
    require(
        webPort == 0 || FreePorts.isFree(webPort),
        "--web-port",
        "must be a port that nobody else has: " + webPort);
  }

  private static void require(boolean kept, String option, String problem)
      throws SettingsException {
    if (!kept) {
      throw new SettingsException(option, problem);
    }
  }

  /** The broker of a demo's folder, stopped in order when the JVM is. */
  static EmbeddedBroker broker(DemoFolder place) throws IOException {
    Files.createDirectories(place.broker());
    EmbeddedBroker broker = EmbeddedBroker.open(place.broker());
    Runtime.getRuntime().addShutdownHook(new Thread(broker::stop, "broker-stop"));
    return broker;
  }
}
