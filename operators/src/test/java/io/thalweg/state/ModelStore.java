package io.thalweg.state;

import io.thalweg.math.PagedVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a runtime keeps of a model: its body, and the pages that have changed. */
final class ModelStore<M> {
  private final ModelCodec<M> codec;
  final Map<Integer, byte[]> pages = new HashMap<>();
  byte[] body = {};

  ModelStore(ModelCodec<M> codec) {
    this.codec = codec;
  }

  void save(M model) {
    body = codec.encode(model);
    List<PagedVector> vectors = codec.vectors(model);
    for (int part = 0; part < vectors.size(); part++) {
      PagedVector vector = vectors.get(part);
      for (int p = vector.nextDirty(0); vector.pages() > 1 && p >= 0; p = vector.nextDirty(p + 1)) {
        pages.put(
            LinearModelCodec.pageNumber(p, part, vectors.size()), codec.encodePage(vector, p));
      }
      vector.clearDirty();
    }
  }

  M open() {
    return codec.decode(
        body, (page, into, offset) -> codec.decodePage(pages.get(page), into, offset));
  }

  /** All of a model, as an export has it. */
  static <M> byte[] whole(ModelCodec<M> codec, M model) {
    SortedMap<Integer, byte[]> pages = new TreeMap<>();
    List<PagedVector> vectors = codec.vectors(model);
    for (int part = 0; part < vectors.size(); part++) {
      PagedVector vector = vectors.get(part);
      for (int p = 0; vector.pages() > 1 && p < vector.pages(); p++) {
        if (vector.isPresent(p)) {
          pages.put(
              LinearModelCodec.pageNumber(p, part, vectors.size()), codec.encodePage(vector, p));
        }
      }
    }
    return new ModelFile(
            new ModelHeader(codec.family(), 0, new ModelProgress()).write(codec.encode(model)),
            pages)
        .toBytes();
  }
}
