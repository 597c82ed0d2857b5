package io.thalweg.state;

import io.thalweg.math.PagedVector;
import java.nio.ByteBuffer;

/**
 * The layout of one family's models, for one learner's settings. A model is a body and, where it is
 * large, pages beside it; {@code decode(encode(model))} continues bit for bit where the model
 * stood.
 *
 * @param <M> the family's model
 */
public interface ModelCodec<M> {
  /** The family whose layout this is. */
  Family family();

  /** 64-bit hash of the learner's canonical settings; equal for models that may be continued. */
  long settingsDigest();

  /** A model that has learned nothing. */
  M create();

  /** The body: all of the model but the pages that {@link #pages} stores beside it. */
  byte[] encode(M model);

  /**
   * The model of {@code body}; its pages are asked from {@code loader} when they are first touched.
   *
   * @throws ModelFormatException if the body is not of this layout
   */
  M decode(ByteBuffer body, PagedVector.PageLoader loader) throws ModelFormatException;

  /** The model's paged part; of one page, which the body holds, for small models. */
  PagedVector pages(M model);

  /** Memory that the model holds on the heap, in bytes; O(1). */
  long heapBytes(M model);
}
