package io.thalweg.state;

import io.thalweg.math.PagedVector;

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

  /** A model that has learned nothing. */
  M create();

  /** The body: all of the model but the pages that stand beside it. */
  byte[] encode(M model);

  /**
   * The model of {@code body}; its pages are asked from {@code loader} when they are first touched.
   *
   * @throws ModelFormatException if the body is not of this layout
   */
  M decode(byte[] body, PagedVector.PageLoader loader);

  /** The model's paged part; of one page, which the body holds, for small models. */
  PagedVector pages(M model);

  /** The bytes of one page. */
  byte[] encodePage(M model, int page);

  /**
   * Puts a page's elements into {@code into}, from {@code offset} on.
   *
   * @throws ModelFormatException if the bytes are not a page
   */
  void decodePage(byte[] bytes, double[] into, int offset);

  /** Memory that the model holds on the heap, in bytes; O(1). */
  long heapBytes(M model);
}
