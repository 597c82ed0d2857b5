package io.thalweg.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;

/** Counts by name in an operator's state. A rescaling deals them out, so that their sums remain. */
public final class SavedCounts {
  private final ListState<Tuple2<String, Long>> counts;

  /**
   * The counts of one operator.
   *
   * @param state its name, stable for ever
   */
  public SavedCounts(String state, OperatorStateStore store) throws Exception {
    counts =
        store.getListState(new ListStateDescriptor<>(state, Types.TUPLE(Types.STRING, Types.LONG)));
  }

  /** Hands over each count that was saved; one name may come several times. */
  public void forEach(ObjLongConsumer<String> take) throws Exception {
    for (Tuple2<String, Long> count : counts.get()) {
      take.accept(count.f0, count.f1);
    }
  }

  /** Replaces what is saved. */
  public void save(Map<String, Long> byName) throws Exception {
    List<Tuple2<String, Long>> saved = new ArrayList<>();
    byName.forEach((name, count) -> saved.add(Tuple2.of(name, count)));
    counts.update(saved);
  }
}
