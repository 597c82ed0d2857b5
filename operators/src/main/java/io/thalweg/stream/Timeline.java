package io.thalweg.stream;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.internal.InternalListState;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/**
 * The events of the current key that wait for the watermark, in keyed state: those of one event
 * time in one list, with one timer. In RocksDB an event costs a read (8 bytes) and an append when
 * it comes; a time costs a timer, a read of its list, its removal and a write (8 bytes).
 */
final class Timeline {
  static final ListStateDescriptor<byte[]> WAITING_STATE =
      new ListStateDescriptor<>("waiting", BytePrimitiveArraySerializer.INSTANCE);
  static final ValueStateDescriptor<Long> APPLIED_STATE =
      new ValueStateDescriptor<>("applied", LongSerializer.INSTANCE);

  private final InternalListState<String, Long, byte[]> waiting;
  private final ValueState<Long> applied;
  private final InternalTimerService<VoidNamespace> timers;
  private final JoinCodec codec;

  /**
   * A timeline on the state of one operator.
   *
   * @param waiting lists of events, their time as namespace
   * @param applied the newest time that was taken, by key
   * @param timers tell when a time's turn has come
   */
  Timeline(
      InternalListState<String, Long, byte[]> waiting,
      ValueState<Long> applied,
      InternalTimerService<VoidNamespace> timers,
      JoinCodec codec) {
    this.waiting = waiting;
    this.applied = applied;
    this.timers = timers;
    this.codec = codec;
  }

  /** The newest time that was taken of this key; {@link Long#MIN_VALUE} before the first. */
  long newestTaken() throws Exception {
    Long newest = applied.value();
    return newest == null ? Long.MIN_VALUE : newest;
  }

  /** Lets an event wait for its turn, which must be later than {@link #newestTaken}. */
  void add(TimedEvent event) throws Exception {
    waiting.setCurrentNamespace(event.time());
    waiting.add(codec.encode(event));
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, event.time());
  }

  /** Takes the events whose time has come, in {@link TimedEvent#ORDER}. */
  List<TimedEvent> take(long time) throws Exception {
    waiting.setCurrentNamespace(time);
    List<TimedEvent> events = new ArrayList<>();
    for (byte[] event : waiting.get()) {
      events.add(codec.decodeEvent(event));
    }
    waiting.clear();
    applied.update(time);
    events.sort(TimedEvent.ORDER);
    return events;
  }
}
