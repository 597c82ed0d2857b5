package io.thalweg.jobs.models;

import io.thalweg.jobs.OptimizeJob;
import io.thalweg.state.ModelFile;
import io.thalweg.stream.ExampleDoor;
import io.thalweg.stream.LearnerOperator;
import io.thalweg.stream.ModelState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;

/**
 * The models that a savepoint or a checkpoint of a job holds. Each call runs a small Flink job over
 * it in this JVM.
 */
public final class SavepointModels {
  private static final TypeInformation<Tuple2<String, byte[]>> MODEL_TYPE =
      Types.TUPLE(Types.STRING, Types.PRIMITIVE_ARRAY(Types.BYTE));

  private final String path;

  /**
   * The models at {@code path}.
   *
   * @param path folder of a savepoint or checkpoint, the one that holds {@code _metadata}
   */
  public SavepointModels(String path) {
    this.path = path;
  }

  /** All models by name, in the bytes that two runs are compared by. */
  public SortedMap<String, byte[]> all() throws Exception {
    return read("*", false);
  }

  /** The bytes of one model; empty when there is none of that name. */
  public java.util.Optional<byte[]> named(String name) throws Exception {
    return java.util.Optional.ofNullable(read(name, true).get(name));
  }

  private SortedMap<String, byte[]> read(String name, boolean one) throws Exception {
    SortedMap<String, byte[]> models = new TreeMap<>();
    StreamExecutionEnvironment env = environment();
    DataStream<Tuple2<String, byte[]>> found =
        reader(env)
            .readKeyedState(
                OperatorIdentifier.forUid(OptimizeJob.LEARNER),
                new Models(one ? name : ""),
                Types.STRING,
                MODEL_TYPE);
    try (CloseableIterator<Tuple2<String, byte[]>> each = found.executeAndCollect()) {
      each.forEachRemaining(model -> models.put(model.f0, model.f1));
    }
    return models;
  }

  /** Names of hashed features that the job has met, by the entry of the settings they are of. */
  public Map<String, List<String>> featureNames() throws Exception {
    Map<String, List<String>> names = new TreeMap<>();
    StreamExecutionEnvironment env = environment();
    DataStream<Tuple2<String, String>> found =
        reader(env)
            .readListState(
                OperatorIdentifier.forUid(OptimizeJob.DOOR),
                ExampleDoor.NAMES_STATE.getName(),
                Types.TUPLE(Types.STRING, Types.STRING));
    try (CloseableIterator<Tuple2<String, String>> each = found.executeAndCollect()) {
      each.forEachRemaining(
          name -> {
            List<String> known = names.computeIfAbsent(name.f0, entry -> new ArrayList<>());
            if (!known.contains(name.f1)) {
              known.add(name.f1);
            }
          });
    }
    return names;
  }

  /** The settings that the models were learned under: canonical text by name or pattern. */
  public Map<String, String> settings() throws Exception {
    Map<String, String> settings = new TreeMap<>();
    StreamExecutionEnvironment env = environment();
    DataStream<String> found =
        reader(env)
            .readUnionState(
                OperatorIdentifier.forUid(OptimizeJob.LEARNER),
                LearnerOperator.SETTINGS_STATE.getName(),
                Types.STRING);
    try (CloseableIterator<String> each = found.executeAndCollect()) {
      each.forEachRemaining(
          line -> {
            int tab = line.lastIndexOf('\t');
            settings.put(line.substring(0, tab), line.substring(tab + 1));
          });
    }
    return settings;
  }

  private static StreamExecutionEnvironment environment() {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
    env.setRuntimeMode(RuntimeExecutionMode.BATCH);
    return env;
  }

  private SavepointReader reader(StreamExecutionEnvironment env) throws java.io.IOException {
    return SavepointReader.read(env, path, new EmbeddedRocksDBStateBackend(true));
  }

  /** Puts the head and the pages of each key together. */
  private static final class Models
      extends KeyedStateReaderFunction<String, Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1L;

    private final String only;
    private transient ValueState<byte[]> head;
    private transient MapState<Integer, byte[]> pages;

    /** Reads the models called {@code only}, or all when that is empty. */
    Models(String only) {
      this.only = only;
    }

    @Override
    public void open(OpenContext context) {
      head = getRuntimeContext().getState(ModelState.head());
      pages = getRuntimeContext().getMapState(ModelState.pages());
    }

    @Override
    public void readKey(String name, Context context, Collector<Tuple2<String, byte[]>> out)
        throws Exception {
      if (!only.isEmpty() && !only.equals(name)) {
        return;
      }
      byte[] bytes = head.value();
      if (bytes == null) {
        return;
      }
      SortedMap<Integer, byte[]> all = new TreeMap<>();
      for (Map.Entry<Integer, byte[]> page : pages.entries()) {
        all.put(page.getKey(), page.getValue());
      }
      out.collect(Tuple2.of(name, new ModelFile(bytes, all).toBytes()));
    }
  }
}
