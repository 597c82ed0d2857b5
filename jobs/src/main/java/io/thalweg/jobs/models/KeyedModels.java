package io.thalweg.jobs.models;

import io.thalweg.state.ModelFile;
import io.thalweg.stream.ModelState;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/**
 * Takes models out of keyed state: those that are wanted, and of them no more than is asked for.
 */
final class KeyedModels extends KeyedStateReaderFunction<String, NamedModel> {
  private static final long serialVersionUID = 1L;

  /** How much of each model is wanted. */
  enum Depth {
    /** Header and body. */
    HEAD,
    /** Header, body and pages. */
    WHOLE
  }

  private final Depth depth;

  // Never serialized: the function is used where it is made.
  private final transient Predicate<String> wanted;
  private transient ValueState<byte[]> head;
  private transient MapState<Integer, byte[]> pages;

  /** Takes the models whose names are {@code wanted}. */
  KeyedModels(Depth depth, Predicate<String> wanted) {
    this.depth = depth;
    this.wanted = wanted;
  }

  @Override
  public void open(OpenContext context) {
    head = getRuntimeContext().getState(ModelState.head());
    if (depth == Depth.WHOLE) {
      pages = getRuntimeContext().getMapState(ModelState.pages());
    }
  }

  @Override
  public void readKey(String name, Context context, Collector<NamedModel> out) throws Exception {
    if (!wanted.test(name)) {
      return;
    }
    byte[] bytes = head.value();
    if (bytes != null) {
      out.collect(new NamedModel(name, new ModelFile(bytes, pages())));
    }
  }

  private SortedMap<Integer, byte[]> pages() throws Exception {
    SortedMap<Integer, byte[]> sorted = new TreeMap<>();
    if (depth == Depth.WHOLE) {
      for (Map.Entry<Integer, byte[]> page : pages.entries()) {
        sorted.put(page.getKey(), page.getValue());
      }
    }
    return sorted;
  }
}
