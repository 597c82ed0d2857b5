package io.thalweg.wire;

import io.thalweg.Features;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The rules of a feature vector that stands inside a record, those of an example's features. */
final class VectorRules {
  private VectorRules() {}

  /**
   * Checks a vector.
   *
   * @param field where it stands, e.g. {@code actions[3].features}
   */
  static void check(String field, Features features, Limits limits) throws RejectedEventException {
    List<Float> dense = features.getDense();
    List<Integer> indices = features.getIndices();
    List<Float> values = features.getValues();
    Map<String, Object> named = features.getNamed();
    ExampleRules.checkForm(field, dense != null, indices != null, values != null, named != null);
    if (dense != null) {
      checkValues(field + ".dense", dense, limits);
    } else if (named != null) {
      checkNamed(field + ".named", named, limits);
    } else {
      checkIndices(field + ".indices", indices, limits);
      checkValues(field + ".values", values, limits);
      if (indices.size() != values.size()) {
        throw ExampleRules.refuse(
            Reason.MISMATCHED_LENGTHS,
            field + ".indices and " + field + ".values must have one length",
            "indices=" + indices.size() + ", values=" + values.size());
      }
    }
  }

  /** Number of features that a vector holds, 0 where there is none. */
  static int count(Features features) {
    if (features == null) {
      return 0;
    }
    if (features.getNamed() != null) {
      return features.getNamed().size();
    }
    return (features.getDense() != null ? features.getDense() : features.getValues()).size();
  }

  /** Checks numbers that are features or a model's inputs. */
  static void checkValues(String field, List<Float> values, Limits limits)
      throws RejectedEventException {
    limits.checkFeatures(field, values.size());
    for (int i = 0; i < values.size(); i++) {
      float value = values.get(i);
      if (!Float.isFinite(value)) {
        throw ExampleRules.notFinite(field, JsonFields.place(field, i), Float.toString(value));
      }
    }
  }

  private static void checkIndices(String field, List<Integer> indices, Limits limits)
      throws RejectedEventException {
    limits.checkFeatures(field, indices.size());
    int[] sorted = new int[indices.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = indices.get(i);
      if (sorted[i] < 0) {
        throw ExampleRules.indexOutOfRange(field, i, Integer.toString(sorted[i]));
      }
    }
    Arrays.sort(sorted);
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] == sorted[i - 1]) {
        int first = indices.indexOf(sorted[i]);
        int second = first + 1 + indices.subList(first + 1, sorted.length).indexOf(sorted[i]);
        throw ExampleRules.refuse(
            Reason.DUPLICATE_INDEX,
            field + " must be distinct",
            "index " + sorted[i] + " stands at " + first + " and " + second);
      }
    }
  }

  private static void checkNamed(String field, Map<String, Object> named, Limits limits)
      throws RejectedEventException {
    limits.checkFeatures(field, named.size());
    for (Map.Entry<String, Object> feature : named.entrySet()) {
      if (feature.getValue() instanceof Double number && !Float.isFinite(number.floatValue())) {
        String place = field + "[" + Excerpt.quoted(feature.getKey()) + "]";
        throw Double.isFinite(number)
            ? ExampleRules.beyondFloat(field, place, number.toString())
            : ExampleRules.notFinite(field, place, number.toString());
      }
    }
    String repeated = NamedFeatures.repeatedIn(named);
    if (repeated != null) {
      throw ExampleRules.repeatedName(field, repeated);
    }
  }
}
