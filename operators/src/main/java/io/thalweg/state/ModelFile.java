package io.thalweg.state;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A whole model as one sequence of bytes: what two runs are compared by, and what an exported model
 * ({@link ModelExport}) begins with.
 *
 * <pre>
 *   head            header and body, as checkpointed
 *   int             number of pages
 *   per page        int page, int length, bytes as checkpointed; pages ascending
 * </pre>
 */
public final class ModelFile {
  private final byte[] head;
  private final SortedMap<Integer, byte[]> pages;

  /**
   * A model out of its parts.
   *
   * @param head header and body, byte[≥ {@link ModelHeader#BYTES}]
   * @param pages the pages that stand beside the body, by their number
   */
  public ModelFile(byte[] head, SortedMap<Integer, byte[]> pages) {
    this.head = head.clone();
    this.pages = new TreeMap<>(pages);
  }

  /** Header and body. */
  public byte[] head() {
    return head.clone();
  }

  /** The pages that stand beside the body, by their number. */
  public SortedMap<Integer, byte[]> pages() {
    return Collections.unmodifiableSortedMap(pages);
  }

  /** The model as one array. */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head);
    out.writeBytes(ints(pages.size()));
    for (Map.Entry<Integer, byte[]> page : pages.entrySet()) {
      out.writeBytes(ints(page.getKey(), page.getValue().length));
      out.writeBytes(page.getValue());
    }
    return out.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws ModelFormatException if a length does not fit the bytes that are there
   */
  public static ModelFile of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    ModelFile file = read(bytes, in);
    if (in.hasRemaining()) {
      throw cut(bytes);
    }
    return file;
  }

  /**
   * The model that {@code bytes} begin with; {@code in}, over the same bytes, then stands behind.
   */
  static ModelFile read(byte[] bytes, ByteBuffer in) {
    int headLength = ModelHeader.BYTES + ModelHeader.bodyLength(bytes);
    byte[] head = Arrays.copyOf(bytes, headLength);
    in.position(headLength);
    SortedMap<Integer, byte[]> pages = new TreeMap<>();
    int count = in.remaining() < Integer.BYTES ? -1 : in.getInt();
    for (int k = 0; k < count; k++) {
      int page = in.remaining() < 2 * Integer.BYTES ? -1 : in.getInt();
      int length = page < 0 ? -1 : in.getInt();
      if (length < 0 || length > in.remaining()) {
        throw cut(bytes);
      }
      byte[] content = new byte[length];
      in.get(content);
      pages.put(page, content);
    }
    if (count < 0 || pages.size() != count) {
      throw cut(bytes);
    }
    return new ModelFile(head, pages);
  }

  private static ModelFormatException cut(byte[] bytes) {
    return new ModelFormatException(
        "a model file must hold exactly the pages that it counts: length=" + bytes.length);
  }

  private static byte[] ints(int... numbers) {
    ByteBuffer out =
        ByteBuffer.allocate(Integer.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int number : numbers) {
      out.putInt(number);
    }
    return out.array();
  }
}
