package io.thalweg.state;

import io.thalweg.math.PagedVector;
import java.util.List;

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

  /**
   * The model's paged parts, in their order; one of one page is held by the body. Page p of the
   * k-th of n is stored as number p·n + k.
   */
  List<PagedVector> vectors(M model);

  /** The bytes of one page. */
  byte[] encodePage(PagedVector vector, int page);

  /**
   * Puts a page's elements into {@code into}, from {@code offset} on.
   *
   * @throws ModelFormatException if the bytes are not a page
   */
  void decodePage(byte[] bytes, double[] into, int offset);

  /** Memory that the model holds on the heap, in bytes; O(1). */
  long heapBytes(M model);
}
