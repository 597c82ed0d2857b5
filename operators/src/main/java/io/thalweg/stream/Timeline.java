package io.thalweg.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.internal.InternalListState;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/**
 * The events of the current key that wait for the watermark, in keyed state: those of one event
 * time in one list, with one timer. In RocksDB an event costs a read (8 bytes) and an append when
 * it comes; a time costs a timer, a read of its list, its removal and a write (8 bytes).
 *
 * @param <E> the events
 */
public final class Timeline<E extends Timed> {
  private static final ListStateDescriptor<byte[]> WAITING_STATE =
      new ListStateDescriptor<>("waiting", BytePrimitiveArraySerializer.INSTANCE);
  private static final ValueStateDescriptor<Long> APPLIED_STATE =
      new ValueStateDescriptor<>("applied", LongSerializer.INSTANCE);

  private final InternalListState<String, Long, byte[]> waiting;
  private final ValueState<Long> applied;
  private final InternalTimerService<VoidNamespace> timers;
  private final EventCodec<E> codec;
  private final Comparator<? super E> order;

  /**
   * A timeline on the state of one operator.
   *
   * @param keyed the operator's keyed state
   * @param timers tell when a time's turn has come
   * @param order of the events of one time; it must depend on the logs alone
   */
  public Timeline(
      KeyedStateBackend<String> keyed,
      InternalTimerService<VoidNamespace> timers,
      EventCodec<E> codec,
      Comparator<? super E> order)
      throws Exception {
    this.waiting = waiting(keyed);
    this.applied =
        keyed.getPartitionedState(
            VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, APPLIED_STATE);
    this.timers = timers;
    this.codec = codec;
    this.order = order;
  }

  /** Flink tells its states' internal side, with namespaces, by no other way than a cast. */
  @SuppressWarnings("unchecked")
  private static InternalListState<String, Long, byte[]> waiting(KeyedStateBackend<String> keyed)
      throws Exception {
    ListState<byte[]> lists = keyed.getOrCreateKeyedState(LongSerializer.INSTANCE, WAITING_STATE);
    return (InternalListState<String, Long, byte[]>) lists;
  }

  /** The newest time that was taken of this key; {@link Long#MIN_VALUE} before the first. */
  public long newestTaken() throws Exception {
    Long newest = applied.value();
    return newest == null ? Long.MIN_VALUE : newest;
  }

  /** Lets an event wait for its turn, which must be later than {@link #newestTaken}. */
  public void add(E event) throws Exception {
    waiting.setCurrentNamespace(event.time());
    waiting.add(codec.encode(event));
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, event.time());
  }

  /** Takes the events whose time has come, in their order. */
  public List<E> take(long time) throws Exception {
    waiting.setCurrentNamespace(time);
    List<E> events = new ArrayList<>();
    for (byte[] event : waiting.get()) {
      events.add(codec.decodeEvent(event));
    }
    waiting.clear();
    applied.update(time);
    events.sort(order);
    return events;
  }
}
