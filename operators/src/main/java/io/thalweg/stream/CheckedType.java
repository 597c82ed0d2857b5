package io.thalweg.stream;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;

/**
 * Tells Flink how checked events are carried.
 *
 * @param <T> the class of the events
 */
public final class CheckedType<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  public static final CheckedType<CheckedExample> EXAMPLE =
      new CheckedType<>(CheckedExample.class, CheckedExampleSerializer.INSTANCE);

  public static final CheckedType<CheckedLabel> LABEL =
      new CheckedType<>(CheckedLabel.class, CheckedLabelSerializer.INSTANCE);

  private final Class<T> type;
  private final TypeSerializerSingleton<T> serializer;

  /**
   * The type of events that {@code serializer} carries.
   *
   * @param serializer whose events are immutable
   */
  public CheckedType(Class<T> type, TypeSerializerSingleton<T> serializer) {
    this.type = type;
    this.serializer = serializer;
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof CheckedType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CheckedType<?> that && type == that.type;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }
}
