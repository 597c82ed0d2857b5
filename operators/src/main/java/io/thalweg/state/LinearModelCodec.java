package io.thalweg.state;

import io.thalweg.math.FeatureVector;
import io.thalweg.math.PagedVector;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * The layout of a linear model's body and of its pages, and the only class that knows it. All
 * numbers are little-endian; doubles and floats by their bits, so that a decoded model continues as
 * if it had never been stored.
 *
 * <pre>
 * body, version 1
 *   0  byte    version = 1
 *   1  byte    flags: 1 = the last example is sparse; 2 = the iterate is one page
 *   2  short   0
 *   4  int     dimension
 *   8  long    rounds
 *  16  double  scale
 *  24  double  |v|²
 *  32  double  V
 *  40  double  Σ|g|²
 *  48  double  last slope
 *  56  double  last |z|²
 *  64  double  last ⟨x̂, z⟩
 *  72  int     n, elements of the last example
 *  76  int[n]  their positions, if sparse
 *      float[n] their values
 *      double[dimension]           the iterate v, if it is one page
 *      long[⌈pages / 64⌉]          else: which pages are present
 *
 * page (of a longer iterate)
 *   0  long[2]      which of the 128 elements are stored: those whose bits are not all 0
 *  16  double[k]    the stored elements
 *      int          CRC32C of the bytes before
 * </pre>
 *
 * <p>Features that are strewn by hashing leave most elements of a page at zero, so a page is as
 * long as what it holds: 20 + 8·k bytes.
 *
 * <table>
 * <caption>Legal bodies</caption>
 * <tr><th>version<th>dimension<th>bytes
 * <tr><td>1<td>1 … 8192<td>76 + (8 if sparse, else 4)·n + 8·dimension
 * <tr><td>1<td>8193 …<td>76 + (8 if sparse, else 4)·n + 8·⌈pages / 64⌉, and one page each
 * </table>
 */
public final class LinearModelCodec {
  private static final byte VERSION = 1;
  private static final int SPARSE = 1;
  private static final int ONE_PAGE = 2;
  private static final int FIXED_BYTES = 76;
  private static final int PAGE_BITS_BYTES = PagedVector.PAGE_LENGTH / 8;
  private static final int CHECKSUM_BYTES = 4;

  private LinearModelCodec() {}

  /** The body of a model; of a model with one page, all of it. */
  public static byte[] encode(LinearModel model) {
    PagedVector iterate = model.iterate();
    FeatureVector last = model.lastExample();
    LinearModel.Scalars scalars = model.scalars();
    boolean onePage = iterate.pages() == 1;
    int tail = 8 * (onePage ? iterate.length() : words(iterate.pages()));
    ByteBuffer out =
        ByteBuffer.allocate(FIXED_BYTES + (last.isSparse() ? 8 : 4) * last.size() + tail)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(VERSION).put((byte) ((last.isSparse() ? SPARSE : 0) | (onePage ? ONE_PAGE : 0)));
    out.putShort((short) 0).putInt(iterate.length()).putLong(scalars.rounds());
    out.putDouble(scalars.scale()).putDouble(scalars.squaredNorm());
    out.putDouble(scalars.variation()).putDouble(scalars.gradientSquares());
    out.putDouble(scalars.lastSlope()).putDouble(scalars.lastSquaredNorm());
    out.putDouble(scalars.lastProduct()).putInt(last.size());
    if (last.isSparse()) {
      out.asIntBuffer().put(last.indices(), 0, last.size());
      out.position(out.position() + 4 * last.size());
    }
    out.asFloatBuffer().put(last.values(), 0, last.size());
    out.position(out.position() + 4 * last.size());
    if (onePage) {
      double[] elements = new double[iterate.length()];
      iterate.copyPage(0, elements, 0);
      out.asDoubleBuffer().put(elements);
    } else {
      out.asLongBuffer().put(present(iterate));
    }
    return out.array();
  }

  /**
   * A model out of its body.
   *
   * @param loader asked for present pages when they are first touched; never for one-page models
   * @throws ModelFormatException if the bytes are no body of this version, or not of this spec
   */
  public static LinearModel decode(byte[] body, LearnerSpec spec, PagedVector.PageLoader loader) {
    ByteBuffer in = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    require(body.length >= 1, "a linear model's body must not be empty: length=%d", 0);
    int version = in.get();
    require(
        version == VERSION,
        "linear model version must be %d, the only one known: version=%d",
        VERSION,
        version);
    require(
        body.length >= FIXED_BYTES,
        "a body has at least %d bytes: length=%d",
        FIXED_BYTES,
        body.length);
    int flags = in.get();
    boolean onePage = spec.dimension() <= PagedVector.SINGLE_PAGE_LENGTH;
    require(
        (flags & ~SPARSE) == (onePage ? ONE_PAGE : 0) && in.getShort() == 0,
        "flags must fit the dimension: flags=%d, dimension=%d",
        flags,
        spec.dimension());
    int dimension = in.getInt();
    require(
        dimension == spec.dimension(),
        "dimension must be the learner's, %d: dimension=%d",
        spec.dimension(),
        dimension);
    LinearModel.Scalars scalars =
        new LinearModel.Scalars(
            in.getLong(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble());
    require(scalars.rounds() >= 0, "rounds must be at least 0: rounds=%d", scalars.rounds());
    require(
        scalars.scale() > 0 && scalars.scale() <= 1,
        "scale must be in (0, 1]: scale=%s",
        scalars.scale());
    require(
        scalars.variation() >= 0 && scalars.variation() <= Double.MAX_VALUE,
        "variation must be finite, at least 0: variation=%s",
        scalars.variation());
    int n = in.getInt();
    boolean sparse = (flags & SPARSE) != 0;
    long tail = onePage ? dimension : words(pages(dimension));
    long expected = FIXED_BYTES + (sparse ? 8L : 4L) * n + 8 * tail;
    require(
        n >= 0 && n <= dimension && body.length == expected,
        "length must be what the last example's size says: size=%d, dimension=%d, length=%d",
        n,
        dimension,
        body.length);
    FeatureVector last = last(in, n, sparse, dimension);
    if (onePage) {
      return LinearModel.restored(
          PagedVector.stored(
              dimension,
              new long[0],
              (page, into, offset) -> in.asDoubleBuffer().get(into, offset, dimension)),
          last,
          scalars);
    }
    long[] present = new long[words(pages(dimension))];
    in.asLongBuffer().get(present);
    int spare = pages(dimension) & 63;
    require(
        spare == 0 || present[present.length - 1] >>> spare == 0,
        "no page behind the last may be present: pages=%d",
        pages(dimension));
    return LinearModel.restored(PagedVector.stored(dimension, present, loader), last, scalars);
  }

  private static FeatureVector last(ByteBuffer in, int n, boolean sparse, int dimension) {
    int[] indices = new int[sparse ? n : 0];
    float[] values = new float[n];
    in.asIntBuffer().get(indices);
    in.position(in.position() + 4 * indices.length);
    in.asFloatBuffer().get(values);
    in.position(in.position() + 4 * n);
    int before = -1;
    for (int index : indices) {
      if (index <= before || index >= dimension) {
        throw new ModelFormatException(
            "positions must ascend below the dimension: position=" + index + ", before=" + before);
      }
      before = index;
    }
    FeatureVector last = new FeatureVector();
    return sparse ? last.sparse(indices, values, n) : last.dense(values, n);
  }

  /** The bytes of one page of a vector of several, loaded first if it was not in memory. */
  public static byte[] encodePage(PagedVector vector, int page) {
    double[] elements = new double[PagedVector.PAGE_LENGTH];
    vector.copyPage(page, elements, 0);
    long[] stored = stored(elements);
    ByteBuffer out = ByteBuffer.allocate(pageBytes(stored)).order(ByteOrder.LITTLE_ENDIAN);
    for (long word : stored) {
      out.putLong(word);
    }
    for (double element : elements) {
      if (isStored(element)) {
        out.putDouble(element);
      }
    }
    return out.putInt(checksum(out.array())).array();
  }

  /**
   * Puts a page's 128 elements into {@code into} from {@code offset} on: what a {@link
   * PagedVector.PageLoader} does with stored bytes.
   *
   * @throws ModelFormatException if the length or the checksum is wrong
   */
  public static void decodePage(byte[] bytes, double[] into, int offset) {
    require(
        bytes.length >= PAGE_BITS_BYTES + CHECKSUM_BYTES,
        "a page has at least %d bytes: length=%d",
        PAGE_BITS_BYTES + CHECKSUM_BYTES,
        bytes.length);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int written = in.getInt(bytes.length - CHECKSUM_BYTES);
    int found = checksum(bytes);
    require(
        written == found,
        "a page's checksum must be that of its bytes: stored=%08x, found=%08x",
        written,
        found);
    long[] stored = {in.getLong(), in.getLong()};
    require(
        bytes.length == pageBytes(stored),
        "a page must be as long as its elements say, %d bytes: length=%d",
        pageBytes(stored),
        bytes.length);
    for (int i = 0; i < PagedVector.PAGE_LENGTH; i++) {
      into[offset + i] = (stored[i >>> 6] >>> i & 1) != 0 ? in.getDouble() : 0;
    }
  }

  private static long[] stored(double[] elements) {
    long[] stored = new long[2];
    for (int i = 0; i < elements.length; i++) {
      if (isStored(elements[i])) {
        stored[i >>> 6] |= 1L << i;
      }
    }
    return stored;
  }

  /** A negative zero is stored: a decoded page has the bits of the one that was encoded. */
  private static boolean isStored(double element) {
    return Double.doubleToRawLongBits(element) != 0;
  }

  private static int pageBytes(long[] stored) {
    int elements = Long.bitCount(stored[0]) + Long.bitCount(stored[1]);
    return PAGE_BITS_BYTES + 8 * elements + CHECKSUM_BYTES;
  }

  private static int checksum(byte[] page) {
    CRC32C crc = new CRC32C();
    crc.update(page, 0, page.length - CHECKSUM_BYTES);
    return (int) crc.getValue();
  }

  private static long[] present(PagedVector vector) {
    long[] bits = new long[words(vector.pages())];
    for (int page = 0; page < vector.pages(); page++) {
      if (vector.isPresent(page)) {
        bits[page >>> 6] |= 1L << page;
      }
    }
    return bits;
  }

  private static int pages(int dimension) {
    return (int) (((long) dimension + PagedVector.PAGE_LENGTH - 1) / PagedVector.PAGE_LENGTH);
  }

  private static int words(int pages) {
    return (pages + 63) >>> 6;
  }

  private static void require(boolean holds, String rule, Object... values) {
    if (!holds) {
      throw new ModelFormatException(String.format(Locale.ROOT, rule, values));
    }
  }
}
