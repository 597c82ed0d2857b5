package io.thalweg.stream;

import io.thalweg.state.ModelProgress;
import java.util.function.ToLongFunction;

/**
 * A model on the heap with its name, its progress and what the cache must know of it. Owned by one
 * operator subtask.
 *
 * @param <M> the family's model
 */
public final class CachedModel<M> {
  /** Entry in the map, progress, header: a rough constant per model, in bytes. */
  private static final long OVERHEAD_BYTES = 256;

  private final String name;
  private final int spec;
  private final ToLongFunction<M> heapBytes;
  private M model;
  private ModelProgress progress;
  private boolean dirty;
  private boolean forgotten;
  private long measured;

  CachedModel(String name, int spec, M model, ModelProgress progress, ToLongFunction<M> heapBytes) {
    this.name = name;
    this.spec = spec;
    this.model = model;
    this.progress = progress;
    this.heapBytes = heapBytes;
  }

  public String name() {
    return name;
  }

  /** Position of the model's settings among the job's. */
  public int spec() {
    return spec;
  }

  public M model() {
    return model;
  }

  public ModelProgress progress() {
    return progress;
  }

  /** Forgets all that was learned: {@code fresh} stands in its place, also in the store. */
  public void forget(M fresh) {
    model = fresh;
    progress = new ModelProgress();
    forgotten = true;
    dirty = true;
  }

  /** Whether the stored pages of this model belong to one that was forgotten. */
  boolean isForgotten() {
    return forgotten;
  }

  boolean isDirty() {
    return dirty;
  }

  void markDirty() {
    dirty = true;
  }

  void markClean() {
    dirty = false;
    forgotten = false;
  }

  /** Measures the heap again; returns by how much it has grown, in bytes. */
  long measure() {
    long now = OVERHEAD_BYTES + 2L * name.length() + heapBytes.applyAsLong(model);
    long growth = now - measured;
    measured = now;
    return growth;
  }

  /** What {@link #measure} last found, in bytes. */
  long measured() {
    return measured;
  }
}
