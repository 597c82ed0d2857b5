package io.thalweg.jobs.models;

import io.thalweg.jobs.DecideJob;
import io.thalweg.jobs.OptimizeJob;
import io.thalweg.stream.ExampleDoor;
import io.thalweg.stream.LearnedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.functions.util.RuntimeUDFContext;
import org.apache.flink.api.common.io.RichInputFormat;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.io.InputSplit;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.input.KeyedStateInputFormat;
import org.apache.flink.state.api.input.ListStateInputFormat;
import org.apache.flink.state.api.input.operator.KeyedStateReaderOperator;
import org.apache.flink.state.api.runtime.SavepointLoader;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;

/**
 * A savepoint or checkpoint of a job, opened.
 *
 * <p>Its state is read with the input formats of Flink's State Processor API, in this thread: no
 * cluster is started, nothing is held but the record at hand, and what goes wrong is told as it
 * went wrong. It is read with the backend that understands it: savepoints in canonical format and
 * all that RocksDB writes with RocksDB, which keeps them on disk, in a folder that is deleted
 * afterwards; checkpoints and native savepoints of the heap backend with that one, in memory.
 */
final class Savepoint {
  private static final OperatorIdentifier DOOR = OperatorIdentifier.forUid(OptimizeJob.DOOR);
  private static final OperatorIdentifier LEARNER = OperatorIdentifier.forUid(OptimizeJob.LEARNER);
  private static final OperatorIdentifier DECIDER = OperatorIdentifier.forUid(DecideJob.DECIDER);

  private final String path;
  private final Optional<OperatorState> door;
  private final OperatorState learner;
  private final StateBackend backend;

  private Savepoint(
      String path, Optional<OperatorState> door, OperatorState learner, StateBackend backend) {
    this.path = path;
    this.door = door;
    this.learner = learner;
    this.backend = backend;
  }

  /** Makes a reader of one part of the state; Flink's temporary files go where it is told to. */
  @FunctionalInterface
  private interface Part<T> {
    RichInputFormat<T, ? extends InputSplit> format(Configuration configuration) throws IOException;
  }

  /**
   * Reads the metadata.
   *
   * @param path folder of a savepoint or checkpoint, a path or URI
   * @throws ModelsException if there is none, or it is not one of our jobs', or of a state backend
   *     that cannot be read
   */
  static Savepoint open(String path) throws ModelsException {
    List<OperatorState> operators;
    try {
      operators = List.copyOf(SavepointLoader.loadSavepointMetadata(path).getOperatorStates());
    } catch (IOException | RuntimeException e) {
      throw new ModelsException(path, e);
    }
    OperatorState learner =
        find(operators, LEARNER)
            .or(() -> find(operators, DECIDER))
            .orElseThrow(
                () ->
                    new ModelsException(
                        "no savepoint of a job of ours, it holds no state of a %s or a %s: %s"
                            .formatted(OptimizeJob.LEARNER, DecideJob.DECIDER, path)));
    return new Savepoint(path, find(operators, DOOR), learner, backend(path, learner));
  }

  private static Optional<OperatorState> find(
      List<OperatorState> operators, OperatorIdentifier uid) {
    return operators.stream()
        .filter(operator -> operator.getOperatorID().equals(uid.getOperatorId()))
        .findFirst();
  }

  private static StateBackend backend(String path, OperatorState learner) throws ModelsException {
    for (OperatorSubtaskState subtask : learner.getStates()) {
      for (KeyedStateHandle state : subtask.getManagedKeyedState()) {
        if (state instanceof IncrementalRemoteKeyedStateHandle
            || state instanceof KeyGroupsSavepointStateHandle) {
          return new EmbeddedRocksDBStateBackend(true);
        }
        if (!(state instanceof KeyGroupsStateHandle)) {
          throw new ModelsException(
              "models of this state backend are only read from savepoints in canonical format: "
                  + path
                  + ", state="
                  + state.getClass().getSimpleName());
        }
      }
    }
    return new HashMapStateBackend();
  }

  /** Gives the models that {@code models} takes to {@code each}, one after the other. */
  void models(KeyedModels models, Consumer<NamedModel> each) throws ModelsException {
    read(
        learner,
        configuration ->
            new KeyedStateInputFormat<>(
                learner,
                backend,
                configuration,
                new KeyedStateReaderOperator<>(models, Types.STRING),
                new ExecutionConfig()),
        each);
  }

  /** Gives the entries of the settings to {@code each}, in their order: name TAB canonical text. */
  void settings(Consumer<String> each) throws ModelsException {
    ListStateDescriptor<String> state = LearnedSettings.STATE;
    read(
        learner,
        configuration ->
            new ListStateInputFormat<>(
                learner, configuration, backend, state, new ExecutionConfig()),
        each);
  }

  /** Gives the names of hashed features to {@code each}, each behind its entry of the settings. */
  void featureNames(Consumer<Tuple2<String, String>> each) throws ModelsException {
    if (door.isPresent()) {
      ListStateDescriptor<Tuple2<String, String>> state = ExampleDoor.NAMES_STATE;
      read(
          door.get(),
          configuration ->
              new ListStateInputFormat<>(
                  door.get(), configuration, backend, state, new ExecutionConfig()),
          each);
    }
  }

  private <T> void read(OperatorState operator, Part<T> part, Consumer<T> each)
      throws ModelsException {
    if (!operator.hasSubtaskStates()) {
      return;
    }
    try {
      Path work = Files.createTempDirectory("thalweg-models-");
      try {
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.TMP_DIRS, work.toString());
        drain(part.format(configuration), configuration, each);
      } finally {
        delete(work);
      }
    } catch (IOException | RuntimeException e) {
      throw new ModelsException(path, e);
    }
  }

  private static <T, S extends InputSplit> void drain(
      RichInputFormat<T, S> format, Configuration configuration, Consumer<T> each)
      throws IOException {
    format.setRuntimeContext(context());
    format.configure(configuration);
    format.openInputFormat();
    try {
      for (S split : format.createInputSplits(1)) {
        format.open(split);
        try {
          while (!format.reachedEnd()) {
            // Null for a key that nothing was taken of.
            Optional.ofNullable(format.nextRecord(null)).ifPresent(each);
          }
        } finally {
          format.close();
        }
      }
    } finally {
      format.closeInputFormat();
    }
  }

  private static RuntimeContext context() {
    return new RuntimeUDFContext(
        new TaskInfoImpl("models", 1, 0, 1, 0),
        Savepoint.class.getClassLoader(),
        new ExecutionConfig(),
        Map.of(),
        Map.of(),
        UnregisteredMetricsGroup.createOperatorMetricGroup());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
