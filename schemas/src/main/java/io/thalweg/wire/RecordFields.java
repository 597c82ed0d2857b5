package io.thalweg.wire;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Which of a schema's types a field's Java value has. */
final class RecordFields {
  private RecordFields() {}

  /**
   * The type of a value: the schema itself, or that of its branches which the value fits.
   *
   * @throws IllegalArgumentException if it fits none, a null where one is not allowed above all
   */
  static Schema branch(Schema schema, Object value, String field) {
    if (schema.getType() != Schema.Type.UNION) {
      if (value == null || !fits(schema, value)) {
        throw mismatch(schema, value, field);
      }
      return schema;
    }
    List<Schema> branches = schema.getTypes();
    for (int i = 0; i < branches.size(); i++) {
      if (fits(branches.get(i), value)) {
        return branches.get(i);
      }
    }
    throw mismatch(schema, value, field);
  }

  /** For the types of Avro that the protocol does without: enum, fixed. */
  static IllegalStateException unused(Schema schema) {
    return new IllegalStateException("the protocol must not use this type: " + schema.getType());
  }

  private static boolean fits(Schema schema, Object value) {
    return switch (schema.getType()) {
      case NULL -> value == null;
      case BOOLEAN -> value instanceof Boolean;
      case INT -> value instanceof Integer;
      case LONG -> value instanceof Long || value instanceof Instant;
      case FLOAT -> value instanceof Float;
      case DOUBLE -> value instanceof Double;
      case STRING -> value instanceof String;
      case BYTES -> value instanceof ByteBuffer;
      case ARRAY -> value instanceof List;
      case MAP -> value instanceof Map;
      case RECORD -> value instanceof SpecificRecord r && sameName(r.getSchema(), schema);
      default -> throw unused(schema);
    };
  }

  private static boolean sameName(Schema one, Schema other) {
    return one.getFullName().equals(other.getFullName());
  }

  private static IllegalArgumentException mismatch(Schema schema, Object value, String field) {
    return new IllegalArgumentException(
        field
            + " must be a value of "
            + schema.getType().getName()
            + ": "
            + field
            + "="
            + Excerpt.of(String.valueOf(value)));
  }
}
