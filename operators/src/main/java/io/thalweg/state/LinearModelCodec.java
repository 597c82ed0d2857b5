package io.thalweg.state;

import io.thalweg.math.FeatureVector;
import io.thalweg.math.PagedVector;
import io.thalweg.mirror.Layout;
import io.thalweg.mirror.LinearModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * The layout of a linear model's body and of its pages, and the only class that knows it. All
 * numbers are little-endian; doubles and floats by their bits, so that a decoded model continues as
 * if it had never been stored.
 *
 * <pre>
 * body, version 2
 *   0  byte    version = 2
 *   1  byte[3] 0
 *   4  int     parts: models that it is composed of, itself the first
 *   8  per part
 *      long      rounds
 *      int       cells
 *      int       n, how many numbers
 *      int       m, how many examples are remembered
 *      double[n] the numbers
 *      per example
 *        int       size, with the highest bit set where it is sparse
 *        int[size] its positions, if sparse
 *        float[size] its values
 *      double[cells]               the cells, if they are one page
 *      long[⌈pages / 64⌉]          else: which pages are present
 *
 * page (of a part with more cells), stored as number page · parts + part
 *   0  long[2]      which of the 128 cells are stored: those whose bits are not all 0
 *  16  double[k]    the stored cells
 *      int          CRC32C of the bytes before
 * </pre>
 *
 * <p>Features that are strewn by hashing leave most cells of a page at zero, so a page is as long
 * as what it holds: 20 + 8·k bytes.
 *
 * <table>
 * <caption>Legal bodies</caption>
 * <tr><th>version<th>cells<th>bytes: 8, and for each part
 * <tr><td>2<td>0 … 8192<td>20 + 8·n + Σ (4 + (8 if sparse, else 4)·size) + 8·cells
 * <tr><td>2<td>8193 …<td>20 + 8·n + Σ (4 + (8 if sparse, else 4)·size) + 8·⌈pages / 64⌉, and its
 *     pages
 * </table>
 */
public final class LinearModelCodec {
  private static final byte VERSION = 2;
  private static final int SPARSE = 1 << 31;
  private static final int FIXED_BYTES = 8;
  private static final int PART_BYTES = 20;
  private static final int PAGE_BITS_BYTES = PagedVector.PAGE_LENGTH / 8;
  private static final int CHECKSUM_BYTES = 4;

  private LinearModelCodec() {}

  /** Length of a model's body, in bytes. */
  public static int bodyBytes(LinearModel model) {
    int bytes = FIXED_BYTES;
    for (LinearModel part : model.flattened()) {
      bytes += PART_BYTES + 8 * part.numbers().length;
      for (FeatureVector example : part.memory()) {
        bytes += 4 + (example.isSparse() ? 8 : 4) * example.size();
      }
      PagedVector cells = part.cells();
      bytes += 8 * (cells.pages() == 1 ? cells.length() : words(cells.pages()));
    }
    return bytes;
  }

  /** The body of a model; where no part has more than one page, all of it. */
  public static byte[] encode(LinearModel model) {
    List<LinearModel> parts = model.flattened();
    ByteBuffer out = ByteBuffer.allocate(bodyBytes(model)).order(ByteOrder.LITTLE_ENDIAN);
    out.put(VERSION).put((byte) 0).putShort((short) 0).putInt(parts.size());
    for (LinearModel part : parts) {
      encodePart(part, out);
    }
    return out.array();
  }

  private static void encodePart(LinearModel part, ByteBuffer out) {
    PagedVector cells = part.cells();
    out.putLong(part.rounds()).putInt(cells.length());
    out.putInt(part.numbers().length).putInt(part.memory().size());
    putDoubles(out, part.numbers());
    for (FeatureVector example : part.memory()) {
      int size = example.size();
      out.putInt(example.isSparse() ? size | SPARSE : size);
      if (example.isSparse()) {
        out.asIntBuffer().put(example.indices(), 0, size);
        out.position(out.position() + 4 * size);
      }
      out.asFloatBuffer().put(example.values(), 0, size);
      out.position(out.position() + 4 * size);
    }
    if (cells.pages() == 1) {
      double[] all = new double[cells.length()];
      cells.copyPage(0, all, 0);
      putDoubles(out, all);
    } else {
      long[] present = present(cells);
      out.asLongBuffer().put(present);
      out.position(out.position() + 8 * present.length);
    }
  }

  private static void putDoubles(ByteBuffer out, double[] values) {
    out.asDoubleBuffer().put(values);
    out.position(out.position() + 8 * values.length);
  }

  /**
   * A model out of its body.
   *
   * @param layout what the learner's models hold
   * @param dimension positions that remembered examples may name
   * @param loader asked for present pages when they are first touched; never for parts of one page
   * @throws ModelFormatException if the bytes are no body of this version, or not of this layout
   */
  public static LinearModel decode(
      byte[] body, Layout layout, int dimension, PagedVector.PageLoader loader) {
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
    require(in.get() == 0 && in.getShort() == 0, "flags must be 0: version=%d", VERSION);
    int parts = in.getInt();
    require(
        parts == parts(layout), "parts must be the learner's, %d: parts=%d", parts(layout), parts);
    LinearModel model = new Reader(in, dimension, parts, loader).part(layout);
    require(!in.hasRemaining(), "nothing may follow the last part: bytes=%d", in.remaining());
    return model;
  }

  /** Reads the parts of one body, in the order in which they stand there. */
  private static final class Reader {
    private final ByteBuffer in;
    private final int dimension;
    private final int parts;
    private final PagedVector.PageLoader loader;
    private int number;

    Reader(ByteBuffer in, int dimension, int parts, PagedVector.PageLoader loader) {
      this.in = in;
      this.dimension = dimension;
      this.parts = parts;
      this.loader = loader;
    }

    LinearModel part(Layout layout) {
      int part = number++;
      need(PART_BYTES);
      long rounds = in.getLong();
      require(rounds >= 0, "rounds must be at least 0: rounds=%d", rounds);
      same("cells", layout.cells(), in.getInt());
      same("numbers", layout.numbers(), in.getInt());
      same("remembered examples", layout.memories(), in.getInt());
      double[] numbers = doubles(layout.numbers());
      List<FeatureVector> memory = new ArrayList<>();
      for (int k = 0; k < layout.memories(); k++) {
        memory.add(example());
      }
      PagedVector cells = cells(layout.cells(), part);
      List<LinearModel> inner = new ArrayList<>();
      for (Layout each : layout.parts()) {
        inner.add(part(each));
      }
      return LinearModel.restored(rounds, numbers, cells, memory, inner);
    }

    private PagedVector cells(int count, int part) {
      if (count <= PagedVector.SINGLE_PAGE_LENGTH) {
        double[] all = doubles(count);
        return PagedVector.stored(
            count,
            new long[0],
            (page, into, offset) -> System.arraycopy(all, 0, into, offset, count));
      }
      int pages = pages(count);
      need(8L * words(pages));
      long[] present = new long[words(pages)];
      in.asLongBuffer().get(present);
      in.position(in.position() + 8 * present.length);
      int spare = pages & 63;
      require(
          spare == 0 || present[present.length - 1] >>> spare == 0,
          "no page behind the last may be present: pages=%d",
          pages);
      return PagedVector.stored(
          count,
          present,
          (page, into, offset) -> loader.load(pageNumber(page, part, parts), into, offset));
    }

    private FeatureVector example() {
      need(Integer.BYTES);
      int word = in.getInt();
      boolean sparse = (word & SPARSE) != 0;
      int size = word & ~SPARSE;
      require(
          size <= dimension,
          "a remembered example must fit the dimension, %d: size=%d",
          dimension,
          size);
      need((sparse ? 8L : 4L) * size);
      int[] indices = new int[sparse ? size : 0];
      float[] values = new float[size];
      in.asIntBuffer().get(indices);
      in.position(in.position() + 4 * indices.length);
      in.asFloatBuffer().get(values);
      in.position(in.position() + 4 * size);
      int before = -1;
      for (int index : indices) {
        require(
            index > before && index < dimension,
            "positions must ascend below the dimension: position=%d, before=%d",
            index,
            before);
        before = index;
      }
      FeatureVector example = new FeatureVector();
      return sparse ? example.sparse(indices, values, size) : example.dense(values, size);
    }

    private double[] doubles(int count) {
      need(8L * count);
      double[] values = new double[count];
      in.asDoubleBuffer().get(values);
      in.position(in.position() + 8 * count);
      for (int k = 0; k < count; k++) {
        require(!Double.isInfinite(values[k]), "numbers must be finite: number %d", k);
      }
      return values;
    }

    private void need(long bytes) {
      require(
          in.remaining() >= bytes,
          "a body must hold what it counts, %d more bytes: remaining=%d",
          bytes,
          in.remaining());
    }

    private static void same(String what, int expected, int found) {
      require(found == expected, "%s must be the learner's, %d: found=%d", what, expected, found);
    }
  }

  /** The number by which a page of one of a model's parts is stored. */
  public static int pageNumber(int page, int part, int parts) {
    return Math.addExact(Math.multiplyExact(page, parts), part);
  }

  private static int parts(Layout layout) {
    return 1 + layout.parts().stream().mapToInt(LinearModelCodec::parts).sum();
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

  /** Pages of a vector of several. */
  static int pages(int cells) {
    return (int) (((long) cells + PagedVector.PAGE_LENGTH - 1) / PagedVector.PAGE_LENGTH);
  }

  /** Longs that have a bit for each page. */
  static int words(int pages) {
    return (pages + 63) >>> 6;
  }

  private static void require(boolean holds, String rule, Object... values) {
    if (!holds) {
      throw new ModelFormatException(String.format(Locale.ROOT, rule, values));
    }
  }
}
