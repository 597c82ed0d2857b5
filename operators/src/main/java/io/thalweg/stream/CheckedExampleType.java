package io.thalweg.stream;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink how {@link CheckedExample}s are carried. */
public final class CheckedExampleType extends TypeInformation<CheckedExample> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<CheckedExample> getTypeClass() {
    return CheckedExample.class;
  }

  @Override
  public TypeSerializer<CheckedExample> createSerializer(SerializerConfig config) {
    return CheckedExampleSerializer.INSTANCE;
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
    return other instanceof CheckedExampleType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CheckedExampleType;
  }

  @Override
  public int hashCode() {
    return CheckedExampleType.class.hashCode();
  }

  @Override
  public String toString() {
    return "CheckedExample";
  }
}
