package io.thalweg.stream;

import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;

/**
 * Names and types of the keyed state that holds models, for operators and for readers of
 * savepoints.
 */
public final class ModelState {
  private ModelState() {}

  /** Header and body of the key's model. */
  public static ValueStateDescriptor<byte[]> head() {
    return new ValueStateDescriptor<>("model", BytePrimitiveArraySerializer.INSTANCE);
  }

  /** Pages of the key's model, where it has more than one. */
  public static MapStateDescriptor<Integer, byte[]> pages() {
    return new MapStateDescriptor<>(
        "pages", IntSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);
  }
}
