package io.thalweg.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecord;

/**
 * Every version of a record's schema that was ever released, found by its CRC-64-AVRO fingerprint.
 * They are resources, {@code io/thalweg/schemas/<record>/<version>.avsc} with versions from 1 on;
 * none is ever changed or removed, so that what was once written can always be read.
 */
public final class ShippedSchemas {
  private static final Map<RecordType, ShippedSchemas> OF_RECORDS = load();

  private final String record;
  private final List<Schema> versions;
  private final long[] fingerprints;

  /** The versions of a record, oldest first, at least one. */
  ShippedSchemas(String record, List<Schema> versions) {
    this.record = record;
    this.versions = List.copyOf(versions);
    this.fingerprints = versions.stream().mapToLong(ShippedSchemas::fingerprint).toArray();
  }

  /**
   * The versions of one of the protocol's records.
   *
   * @throws IllegalArgumentException if {@code type} is not Example, Label, Prediction,
   *     DecisionRequest, Decision, Outcome, DeadLetter or LearnerMetrics
   */
  public static ShippedSchemas of(Class<? extends SpecificRecord> type) {
    ShippedSchemas found = OF_RECORDS.get(RecordType.of(type));
    if (found == null) {
      throw new IllegalArgumentException(
          "type must be a record that stands alone: type=" + type.getName());
    }
    return found;
  }

  /** The record's simple name, e.g. {@code Example}. */
  public String record() {
    return record;
  }

  /** All versions, oldest first; version v stands at v - 1. */
  public List<Schema> versions() {
    return versions;
  }

  /** The newest version, with which records are written. */
  public Schema newest() {
    return versions.get(versions.size() - 1);
  }

  /** The version with this fingerprint, if there is one. */
  public Optional<Schema> byFingerprint(long fingerprint) {
    for (int v = 0; v < fingerprints.length; v++) {
      if (fingerprints[v] == fingerprint) {
        return Optional.of(versions.get(v));
      }
    }
    return Optional.empty();
  }

  /**
   * CRC-64-AVRO of the schema's parsing canonical form (Avro specification, Schema Fingerprints).
   */
  public static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  private static Map<RecordType, ShippedSchemas> load() {
    Map<RecordType, ShippedSchemas> loaded = new HashMap<>();
    for (RecordType type : RecordType.values()) {
      List<Schema> versions = versionsOf(type.schema().getName());
      if (!versions.isEmpty()) {
        loaded.put(type, new ShippedSchemas(type.schema().getName(), versions));
      }
    }
    return loaded;
  }

  private static List<Schema> versionsOf(String record) {
    List<Schema> versions = new ArrayList<>();
    while (true) {
      String path = "/io/thalweg/schemas/" + record + "/" + (versions.size() + 1) + ".avsc";
      try (InputStream in = ShippedSchemas.class.getResourceAsStream(path)) {
        if (in == null) {
          return versions;
        }
        versions.add(new Schema.Parser().parse(in));
      } catch (IOException e) {
        throw new UncheckedIOException("a shipped schema must be readable: " + path, e);
      }
    }
  }
}
