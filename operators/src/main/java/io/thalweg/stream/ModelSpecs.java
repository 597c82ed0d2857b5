package io.thalweg.stream;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries of a job's settings in their order; the first that serves a model is its own.
 *
 * @param <S> what an entry says
 */
public final class ModelSpecs<S extends ModelEntry> implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What {@link #indexOf} answers for a model that no entry serves. */
  public static final int NONE = -1;

  private final ArrayList<S> specs;

  public ModelSpecs(List<S> specs) {
    if (specs.isEmpty() || specs.size() > Short.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a job must have 1 to " + Short.MAX_VALUE + " entries of models: " + specs.size());
    }
    this.specs = new ArrayList<>(specs);
  }

  /** Position of the entry that serves {@code model}, or {@link #NONE}. */
  public int indexOf(String model) {
    for (int i = 0; i < specs.size(); i++) {
      if (specs.get(i).serves(model)) {
        return i;
      }
    }
    return NONE;
  }

  public S get(int index) {
    return specs.get(index);
  }

  public int size() {
    return specs.size();
  }
}
