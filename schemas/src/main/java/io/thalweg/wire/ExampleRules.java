package io.thalweg.wire;

import io.thalweg.wire.ExampleBuffer.Kind;

/**
 * The protocol's own rules for examples and labels, the same for both formats; what they demand is
 * listed in {@code docs/protocol.md}. The decoders see to what cannot stand in a buffer: absent
 * fields, wrong types, too many features.
 */
final class ExampleRules {
  static final int MOST_NAME_BYTES = 256;

  /** 9999-12-31T23:59:59.999Z: the last moment that all readers of ISO 8601 agree on. */
  static final long LAST_TIME = 253_402_300_799_999L;

  static final double LARGEST_WEIGHT = 1e9;

  private ExampleRules() {}

  /** Checks a whole example in the order of its fields; the first breach decides. */
  static void check(ExampleBuffer example) throws RejectedEventException {
    checkName("model", example.model());
    checkName("id", example.id());
    checkTime(example.time());
    checkForm(
        "features",
        example.hasDense(),
        example.hasIndices(),
        example.hasValues(),
        example.hasNamed());
    checkIndices(example);
    checkValues(example);
    checkNamed(example);
    if (example.labelled()) {
      checkLabel(example.label());
    }
    checkWeight(example.weight());
  }

  /** Checks a whole label, in the same way. */
  static void check(LabelBuffer label) throws RejectedEventException {
    checkName("model", label.model());
    checkName("id", label.id());
    checkTime(label.time());
    checkLabel(label.label());
    if (label.weighted()) {
      checkWeight(label.weight());
    }
  }

  static RejectedEventException refuse(Reason reason, String rule, String found) {
    return new RejectedEventException(reason, rule + ": " + found);
  }

  static RejectedEventException missing(String field) {
    return refuse(Reason.MISSING_FIELD, field + " must be present", "it is absent or null");
  }

  static RejectedEventException timeOutOfRange(String found) {
    return refuse(
        Reason.OUT_OF_RANGE,
        "time must be between 0 and " + LAST_TIME + ", milliseconds of the years 1970 to 9999",
        "time=" + found);
  }

  static RejectedEventException indexOutOfRange(int position, String found) {
    return indexOutOfRange("features.indices", position, found);
  }

  static RejectedEventException indexOutOfRange(String field, int position, String found) {
    return refuse(
        Reason.OUT_OF_RANGE,
        field + " must be between 0 and " + Integer.MAX_VALUE,
        field + "[" + position + "]=" + found);
  }

  static RejectedEventException notFinite(String field, String where, String found) {
    return refuse(Reason.NOT_FINITE, field + " must be finite", where + "=" + found);
  }

  /** For a finite number that no float32 holds, wherever one is needed. */
  static RejectedEventException beyondFloat(String field, String where, String found) {
    return refuse(
        Reason.OUT_OF_RANGE,
        field + " must be between -3.4028235E38 and 3.4028235E38",
        where + "=" + found);
  }

  static RejectedEventException malformedText(String field) {
    return refuse(
        Reason.UNDECODABLE, field + " must be well-formed Unicode", "half of a surrogate pair");
  }

  static RejectedEventException repeatedName(String field, String name) {
    return refuse(
        Reason.DUPLICATE_INDEX,
        field + " must hold each name once",
        field + "[" + Excerpt.quoted(name) + "] stands twice");
  }

  /** The place of a named feature, for messages: {@code features.named["distance"]}. */
  static String namedPlace(ExampleBuffer example, int i) {
    return "features.named["
        + Excerpt.quoted(example.text(), example.nameStart(i), example.nameEnd(i))
        + "]";
  }

  /** As {@link #namedPlace}, for the feature whose name was read and whose value was not. */
  static String openNamedPlace(ExampleBuffer example) {
    return namedPlace(example, example.namedCount());
  }

  /** Whether {@link #checkName} has nothing to say. */
  static boolean isName(String name) {
    int bytes = Utf8Text.length(name);
    return bytes > 0 && bytes <= MOST_NAME_BYTES;
  }

  /** Refuses a name that is empty, too long or not well-formed. */
  static void checkName(String field, String name) throws RejectedEventException {
    if (name.isEmpty()) {
      throw refuse(Reason.MISSING_FIELD, field + " must not be empty", field + "=\"\"");
    }
    int bytes = Utf8Text.length(name);
    if (bytes < 0) {
      throw malformedText(field);
    }
    if (bytes > MOST_NAME_BYTES) {
      throw refuse(
          Reason.OUT_OF_RANGE,
          field + " must be at most " + MOST_NAME_BYTES + " bytes of UTF-8",
          bytes + " bytes, " + field + "=" + Excerpt.quoted(name));
    }
  }

  static void checkTime(long time) throws RejectedEventException {
    if (time < 0 || time > LAST_TIME) {
      throw timeOutOfRange(Long.toString(time));
    }
  }

  /** Refuses a feature vector that does not stand in exactly one of its forms. */
  static void checkForm(
      String field, boolean hasDense, boolean hasIndices, boolean hasValues, boolean hasNamed)
      throws RejectedEventException {
    boolean sparse = hasIndices || hasValues;
    int forms = (hasDense ? 1 : 0) + (sparse ? 1 : 0) + (hasNamed ? 1 : 0);
    if (forms == 0) {
      throw refuse(
          Reason.MISSING_FIELD,
          field + " must hold dense, or indices with values, or named",
          "it holds none");
    }
    if (forms > 1) {
      throw refuse(
          Reason.UNDECODABLE,
          field + " must hold only one of dense, indices with values, and named",
          "it holds "
              + (hasDense ? "dense " : "")
              + (hasIndices ? "indices " : "")
              + (hasValues ? "values " : "")
              + (hasNamed ? "named " : "")
              + "together");
    }
    if (sparse && !hasIndices) {
      throw refuse(
          Reason.MISSING_FIELD, field + ".indices must be present", field + ".values stands alone");
    }
    if (sparse && !hasValues) {
      throw refuse(
          Reason.MISSING_FIELD, field + ".values must be present", field + ".indices stands alone");
    }
  }

  private static void checkIndices(ExampleBuffer example) throws RejectedEventException {
    int[] indices = example.indices();
    for (int i = 0; i < example.indexCount(); i++) {
      if (indices[i] < 0) {
        throw indexOutOfRange(i, Integer.toString(indices[i]));
      }
    }
  }

  private static void checkValues(ExampleBuffer example) throws RejectedEventException {
    float[] values = example.values();
    for (int i = 0; i < example.valueCount(); i++) {
      if (!Float.isFinite(values[i])) {
        String field = example.hasDense() ? "features.dense" : "features.values";
        throw notFinite(field, field + "[" + i + "]", Float.toString(values[i]));
      }
    }
  }

  private static void checkNamed(ExampleBuffer example) throws RejectedEventException {
    for (int i = 0; i < example.namedCount(); i++) {
      double number = example.number(i);
      if (example.kind(i) == Kind.NUMBER && Float.isInfinite((float) number)) {
        String found = Double.toString(number);
        throw Double.isInfinite(number)
            ? notFinite("features.named", namedPlace(example, i), found)
            : beyondFloat("features.named", namedPlace(example, i), found);
      }
      if (Double.isNaN(number)) {
        throw notFinite("features.named", namedPlace(example, i), "NaN");
      }
    }
    int repeated = example.namedCount() < 2 ? -1 : example.repeatedName();
    if (repeated >= 0) {
      throw refuse(
          Reason.DUPLICATE_INDEX,
          "features.named must hold each name once",
          namedPlace(example, repeated) + " stands twice");
    }
  }

  private static void checkLabel(double label) throws RejectedEventException {
    if (!Double.isFinite(label)) {
      throw notFinite("label", "label", Double.toString(label));
    }
    if (Math.abs(label) > Float.MAX_VALUE) {
      throw beyondFloat("label", "label", Double.toString(label));
    }
  }

  private static void checkWeight(double weight) throws RejectedEventException {
    if (!Double.isFinite(weight)) {
      throw notFinite("weight", "weight", Double.toString(weight));
    }
    if (weight < 0 || weight > LARGEST_WEIGHT) {
      throw weightOutOfRange(Double.toString(weight));
    }
  }

  static RejectedEventException weightOutOfRange(String found) {
    return refuse(Reason.OUT_OF_RANGE, "weight must be between 0 and 1e9", "weight=" + found);
  }
}
