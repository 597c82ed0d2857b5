package io.thalweg.stream;

import io.thalweg.math.PagedVector;
import io.thalweg.state.ModelCodec;
import io.thalweg.state.ModelFormatException;
import io.thalweg.state.ModelHeader;
import io.thalweg.state.ModelProgress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * Models in Flink's keyed state: one value for a model's head, one map entry for each of its pages.
 * Only pages that have changed are written; a page is read when a model first touches it.
 *
 * @param <M> the family's model
 */
public final class KeyedModelStore<M> implements ModelCache.Store<M> {
  private static final int BATCH_PAGES = 256;

  private final KeyContext keys;
  private final ValueState<byte[]> heads;
  private final MapState<Integer, byte[]> pages;
  private final ModelSpecs<?> specs;
  private final List<? extends ModelCodec<M>> codecs;
  private final long[] settingsDigests;

  /**
   * A store on the state of one operator.
   *
   * @param keys the operator, whose current key is a model's name
   * @param codecs the codec of each of {@code specs}
   */
  public KeyedModelStore(
      KeyContext keys,
      KeyedStateStore state,
      ModelSpecs<?> specs,
      List<? extends ModelCodec<M>> codecs) {
    this.keys = keys;
    this.heads = state.getState(ModelState.head());
    this.pages = state.getMapState(ModelState.pages());
    this.specs = specs;
    this.codecs = codecs;
    this.settingsDigests = new long[specs.size()];
    for (int spec = 0; spec < settingsDigests.length; spec++) {
      settingsDigests[spec] = specs.get(spec).digest();
    }
  }

  /** Loads the model of the current key, which must be {@code name}. */
  @Override
  public CachedModel<M> load(String name) throws Exception {
    int spec = specs.indexOf(name);
    ModelCodec<M> codec = codecs.get(spec);
    byte[] head = heads.value();
    if (head == null) {
      return new CachedModel<>(name, spec, codec.create(), new ModelProgress(), codec::heapBytes);
    }
    ModelHeader header = ModelHeader.read(head);
    long digest = settingsDigests[spec];
    if (header.family() != codec.family() || header.settingsDigest() != digest) {
      throw new ModelFormatException(
          ("a stored model must have been learned under the job's settings: model=%s,"
                  + " stored=%s %016x, settings=%s %016x (%s)")
              .formatted(
                  name,
                  header.family(),
                  header.settingsDigest(),
                  codec.family(),
                  digest,
                  specs.get(spec).canonical()));
    }
    M model = codec.decode(ModelHeader.body(head), loader(codec));
    return new CachedModel<>(name, spec, model, header.progress(), codec::heapBytes);
  }

  /** Loads pages of the model of the current key: a model is only worked on under its own key. */
  private PagedVector.PageLoader loader(ModelCodec<M> codec) {
    return (page, into, offset) -> {
      byte[] bytes;
      try {
        bytes = pages.get(page);
      } catch (Exception e) {
        throw new FlinkRuntimeException("cannot read a page of a model: page=" + page, e);
      }
      if (bytes == null) {
        throw new ModelFormatException("a present page must be stored: page=" + page);
      }
      codec.decodePage(bytes, into, offset);
    };
  }

  @Override
  public long store(CachedModel<M> cached) throws Exception {
    Object before = keys.getCurrentKey();
    keys.setCurrentKey(cached.name());
    try {
      return storeCurrent(cached);
    } finally {
      if (before != null) {
        keys.setCurrentKey(before);
      }
    }
  }

  private long storeCurrent(CachedModel<M> cached) throws Exception {
    ModelCodec<M> codec = codecs.get(cached.spec());
    List<PagedVector> vectors = codec.vectors(cached.model());
    long written = 0;
    if (cached.isForgotten()) {
      pages.clear();
    }
    for (int part = 0; part < vectors.size(); part++) {
      if (vectors.get(part).pages() > 1) {
        written += storePages(codec, vectors.get(part), part, vectors.size());
      }
    }
    ModelHeader header =
        new ModelHeader(codec.family(), settingsDigests[cached.spec()], cached.progress());
    byte[] head = header.write(codec.encode(cached.model()));
    heads.update(head);
    vectors.forEach(PagedVector::clearDirty);
    return written + head.length;
  }

  /** Hands the changed pages to the backend some at a time: each call of its costs it something. */
  private long storePages(ModelCodec<M> codec, PagedVector vector, int part, int parts)
      throws Exception {
    long written = 0;
    Map<Integer, byte[]> batch = new HashMap<>();
    for (int page = vector.nextDirty(0); page >= 0; page = vector.nextDirty(page + 1)) {
      byte[] bytes = codec.encodePage(vector, page);
      batch.put(page * parts + part, bytes);
      written += bytes.length;
      if (batch.size() == BATCH_PAGES) {
        pages.putAll(batch);
        batch.clear();
      }
    }
    pages.putAll(batch);
    return written;
  }
}
