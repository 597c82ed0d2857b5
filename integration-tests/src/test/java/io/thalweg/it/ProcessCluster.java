package io.thalweg.it;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.jobs.local.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A real Flink cluster of several JVMs, started from the class path of the tests: a JobManager in
 * application mode, which runs one job's {@code main}, and TaskManagers that can be killed without
 * warning. Their outputs are in the folder of the test's {@link JavaProcesses}, which also ends
 * them.
 *
 * <pre>{@code
 * ProcessCluster cluster =
 *     ProcessCluster.plan(CountingJob.class.getName(), topics.bootstrapServers(), in, out)
 *         .parallelism(2)
 *         .settings(FlinkSettings.exactlyOnce(folder).checkpointEvery(Duration.ofMillis(500)))
 *         .start(processes);
 * WatchedJob job = cluster.job();
 * job.awaitRunning();
 * cluster.killTaskManager(0);
 * cluster.startTaskManager();
 * job.awaitRestarts(1);
 * String savepoint = job.drain(SavepointFormatType.CANONICAL, folder);
 * cluster.close();
 * ... plan(...).restoredFrom(savepoint).parallelism(3).start(processes) ...
 * }</pre>
 */
final class ProcessCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String HOST = "127.0.0.1";
  private static final String JOB_MANAGER =
      "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint";
  private static final String TASK_MANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

  /** The quick compiler alone: these processes live for seconds, most of them start-up. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx384m",
          "-XX:TieredStopAtLevel=1",
          "-Dlog4j2.configurationFile=log4j2-process.properties");

  private final JavaProcesses processes;
  private final Path configuration;
  private final JavaProcess jobManager;
  private final FlinkRest rest;
  private final List<JavaProcess> taskManagers = new ArrayList<>();

  private ProcessCluster(JavaProcesses processes, Plan plan) throws IOException {
    this.processes = processes;
    this.configuration = Files.createTempDirectory(processes.folder(), "conf");
    int port = FreePorts.next();
    this.rest = new FlinkRest(port);
    write(configuration.resolve("config.yaml"), plan, port);
    List<String> arguments =
        new ArrayList<>(List.of("--configDir", configuration.toString(), "--job-classname"));
    arguments.add(plan.job);
    arguments.addAll(plan.arguments);
    this.jobManager = start("jobmanager", JOB_MANAGER, arguments);
    for (int i = 0; i < plan.parallelism; i++) {
      startTaskManager();
    }
  }

  /** A cluster that will run the {@code main} of {@code job} with {@code arguments}. */
  static Plan plan(String job, String... arguments) {
    return new Plan(job, List.of(arguments), 1, Map.of(), Optional.empty());
  }

  /** Returns the job, when the cluster has taken it. */
  WatchedJob job() throws Exception {
    String id = Await.value(this::jobId, Optional::isPresent, PATIENCE, "job submitted").get();
    return new RestJob(rest, id);
  }

  /** Kills the TaskManager of this number, counted from 0 in the order of their starts. */
  void killTaskManager(int number) {
    taskManagers.get(number).kill();
  }

  /** Starts one more TaskManager. */
  void startTaskManager() throws IOException {
    String name = "taskmanager-" + taskManagers.size();
    taskManagers.add(
        start(
            name,
            TASK_MANAGER,
            List.of("--configDir", configuration.toString(), "-Dtaskmanager.resource-id=" + name)));
  }

  /** Kills all processes of this cluster. */
  @Override
  public void close() {
    jobManager.kill();
    taskManagers.forEach(JavaProcess::kill);
  }

  private JavaProcess start(String name, String mainClass, List<String> arguments)
      throws IOException {
    return processes.start(
        name,
        mainClass,
        JVM_OPTIONS,
        arguments,
        Map.of("FLINK_CONF_DIR", configuration.toString()));
  }

  private Optional<String> jobId() throws IOException, InterruptedException {
    if (!jobManager.isAlive()) {
      throw new AssertionError("the JobManager ended: " + jobManager.tail(20));
    }
    return rest.find("/jobs/overview")
        .map(overview -> overview.at("/jobs/0/jid").asText())
        .filter(id -> !id.isEmpty());
  }

  /** Without Flink's own scripts a TaskManager is told its memory in full. */
  private static void write(Path file, Plan plan, int restPort) throws IOException {
    Map<String, String> values = new TreeMap<>();
    values.put("jobmanager.rpc.address", HOST);
    values.put("jobmanager.rpc.port", Integer.toString(FreePorts.next()));
    values.put("jobmanager.bind-host", HOST);
    values.put("jobmanager.memory.process.size", "900m");
    values.put("rest.address", HOST);
    values.put("rest.bind-address", HOST);
    values.put("rest.port", Integer.toString(restPort));
    values.put("rest.bind-port", Integer.toString(restPort));
    values.put("taskmanager.host", HOST);
    values.put("taskmanager.bind-host", HOST);
    values.put("taskmanager.numberOfTaskSlots", "1");
    values.put("taskmanager.cpu.cores", "1");
    values.put("taskmanager.memory.framework.heap.size", "64m");
    values.put("taskmanager.memory.framework.off-heap.size", "64m");
    values.put("taskmanager.memory.task.heap.size", "256m");
    values.put("taskmanager.memory.task.off-heap.size", "16m");
    values.put("taskmanager.memory.network.min", "64m");
    values.put("taskmanager.memory.network.max", "64m");
    values.put("taskmanager.memory.managed.size", "128m");
    values.put("taskmanager.memory.jvm-metaspace.size", "256m");
    values.put("taskmanager.memory.jvm-overhead.min", "128m");
    values.put("taskmanager.memory.jvm-overhead.max", "128m");
    values.put("cluster.registration.error-delay", "300 ms");
    values.put("heartbeat.interval", "500");
    values.put("heartbeat.timeout", "10000");
    values.put("parallelism.default", Integer.toString(plan.parallelism));
    values.put("execution.shutdown-on-application-finish", "false");
    plan.savepoint.ifPresent(path -> values.put("execution.state-recovery.path", path));
    values.putAll(plan.settings);
    ObjectMapper json = new ObjectMapper();
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, String> value : values.entrySet()) {
      lines.add(value.getKey() + ": " + json.writeValueAsString(value.getValue()));
    }
    Files.write(file, lines);
  }

  /**
   * What a cluster will be: one TaskManager of one slot for each unit of parallelism. Each method
   * gives a changed copy.
   */
  record Plan(
      String job,
      List<String> arguments,
      int parallelism,
      Map<String, String> settings,
      Optional<String> savepoint) {

    /** Default parallelism of the job, and number of TaskManagers. */
    Plan parallelism(int tasks) {
      return new Plan(job, arguments, tasks, settings, savepoint);
    }

    Plan settings(FlinkSettings values) {
      return new Plan(job, arguments, parallelism, values.asMap(), savepoint);
    }

    /** The job begins with the state of this savepoint or retained checkpoint. */
    Plan restoredFrom(String path) {
      return new Plan(job, arguments, parallelism, settings, Optional.of(path));
    }

    ProcessCluster start(JavaProcesses processes) throws IOException {
      return new ProcessCluster(processes, this);
    }
  }
}
