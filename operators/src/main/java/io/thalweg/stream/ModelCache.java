package io.thalweg.stream;

import java.util.Iterator;
import java.util.LinkedHashMap;

/**
 * A write-behind cache of models, bounded in bytes: what is on the heap is the truth until {@link
 * #writeBack} or an eviction hands it to the store behind.
 *
 * <p>Protocol, for each event: {@link #get}, then work on the model, then {@link #touched} if it
 * was changed. The cache always keeps the model that was got last, so a single model larger than
 * the bound still works.
 *
 * @param <M> the family's model
 */
public final class ModelCache<M> {
  /** Where models live when they are not in the cache. */
  public interface Store<M> {
    /** The stored model of that name, or a new one. */
    CachedModel<M> load(String name) throws Exception;

    /** Writes what has changed since the last store; returns how many bytes that were. */
    long store(CachedModel<M> model) throws Exception;
  }

  private final long maxBytes;
  private final Store<M> store;
  private final LinkedHashMap<String, CachedModel<M>> models = new LinkedHashMap<>(64, 0.75f, true);
  private CachedModel<M> last;
  private long bytes;
  private long hits;
  private long misses;
  private long bytesWritten;

  /**
   * An empty cache.
   *
   * @param maxBytes bound on the heap that the cached models hold, in bytes
   */
  public ModelCache(long maxBytes, Store<M> store) {
    if (maxBytes <= 0) {
      throw new IllegalArgumentException("cache must have room: maxBytes=" + maxBytes);
    }
    this.maxBytes = maxBytes;
    this.store = store;
  }

  /** The model of that name, from the heap or from the store. */
  public CachedModel<M> get(String name) throws Exception {
    if (last != null && last.name().equals(name)) {
      hits++;
      return last;
    }
    CachedModel<M> model = models.get(name);
    if (model == null) {
      misses++;
      model = store.load(name);
      models.put(name, model);
      account(model);
    } else {
      hits++;
    }
    last = model;
    return model;
  }

  /** Says that {@code model}, which was got last, has changed. */
  public void touched(CachedModel<M> model) throws Exception {
    model.markDirty();
    account(model);
  }

  /** Takes in what {@code model}, which was got last, holds now, and makes room where needed. */
  public void account(CachedModel<M> model) throws Exception {
    bytes += model.measure();
    if (bytes > maxBytes) {
      evictDownTo(maxBytes, model);
    }
  }

  /** Hands every changed model to the store; the models stay cached. */
  public void writeBack() throws Exception {
    for (CachedModel<M> model : models.values()) {
      write(model);
    }
  }

  private void evictDownTo(long bound, CachedModel<M> keep) throws Exception {
    Iterator<CachedModel<M>> eldest = models.values().iterator();
    while (bytes > bound && eldest.hasNext()) {
      CachedModel<M> model = eldest.next();
      if (model != keep) {
        write(model);
        bytes -= model.measured();
        eldest.remove();
      }
    }
  }

  private void write(CachedModel<M> model) throws Exception {
    if (model.isDirty()) {
      bytesWritten += store.store(model);
      model.markClean();
    }
  }

  /** Heap that the cached models hold, in bytes. */
  public long bytes() {
    return bytes;
  }

  /** Number of cached models. */
  public int size() {
    return models.size();
  }

  public long hits() {
    return hits;
  }

  public long misses() {
    return misses;
  }

  /** Bytes handed to the store so far. */
  public long bytesWritten() {
    return bytesWritten;
  }
}
