package io.thalweg.wire;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary encoding over a byte array that nobody vouches for. Each length and each count is
 * held against the bytes that are left before anything is allocated, so that an event costs memory
 * in proportion to its size and not to its claims; every item of the protocol's arrays and maps
 * takes a byte at least. Text must be well-formed UTF-8, a boolean 0 or 1.
 */
final class BoundedDecoder extends Decoder {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] NOTHING = {};

  private byte[] bytes = NOTHING;
  private int at;

  /** Starts to read {@code bytes} at position {@code from}; they are not copied. */
  BoundedDecoder over(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
    return this;
  }

  @Override
  public int remainingBytes() {
    return bytes.length - at;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws IOException {
    need(1);
    int value = bytes[at++];
    if (value != 0 && value != 1) {
      throw new MalformedException("a boolean must be 0 or 1: byte " + (at - 1) + "=" + value);
    }
    return value == 1;
  }

  @Override
  public int readInt() throws IOException {
    long value = readLong();
    if (value != (int) value) {
      throw new MalformedException("an int must fit 32 bits: " + value + " ends at byte " + at);
    }
    return (int) value;
  }

  @Override
  public long readLong() throws IOException {
    long zigzag = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      need(1);
      int next = bytes[at++];
      if (shift == 63 && (next & 0xfe) != 0) {
        break;
      }
      zigzag |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new MalformedException("a number must fit 64 bits: it ends behind byte " + at);
  }

  @Override
  public float readFloat() throws IOException {
    need(Float.BYTES);
    float value = Float.intBitsToFloat((int) INT.get(bytes, at));
    at += Float.BYTES;
    return value;
  }

  @Override
  public double readDouble() throws IOException {
    need(Double.BYTES);
    double value = Double.longBitsToDouble((long) LONG.get(bytes, at));
    at += Double.BYTES;
    return value;
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    int length = textLength();
    Utf8 into = old == null ? new Utf8() : old;
    into.setByteLength(length);
    System.arraycopy(bytes, at, into.getBytes(), 0, length);
    at += length;
    return into;
  }

  @Override
  public String readString() throws IOException {
    int length = textLength();
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  @Override
  public void skipString() throws IOException {
    int length = textLength();
    at += length;
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    byte[] copy = new byte[length()];
    System.arraycopy(bytes, at, copy, 0, copy.length);
    at += copy.length;
    return ByteBuffer.wrap(copy);
  }

  @Override
  public void skipBytes() throws IOException {
    int length = length();
    at += length;
  }

  @Override
  public void readFixed(byte[] into, int start, int length) throws IOException {
    need(length);
    System.arraycopy(bytes, at, into, start, length);
    at += length;
  }

  @Override
  public void skipFixed(int length) throws IOException {
    need(length);
    at += length;
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return blockCount();
  }

  @Override
  public long arrayNext() throws IOException {
    return blockCount();
  }

  @Override
  public long skipArray() throws IOException {
    return skipBlocks();
  }

  @Override
  public long readMapStart() throws IOException {
    return blockCount();
  }

  @Override
  public long mapNext() throws IOException {
    return blockCount();
  }

  @Override
  public long skipMap() throws IOException {
    return skipBlocks();
  }

  /** Items of the next block; where the writer gave the block's size too, that is read over. */
  private long blockCount() throws IOException {
    long count = readLong();
    if (count < 0) {
      count = -count;
      length();
    }
    return checkedCount(count);
  }

  /** Skips the blocks that tell their size; items of the first that does not, 0 at the end. */
  private long skipBlocks() throws IOException {
    long count = readLong();
    while (count < 0) {
      int length = length();
      at += length;
      count = readLong();
    }
    return checkedCount(count);
  }

  /** The smallest long stays negative when negated. */
  private long checkedCount(long count) throws MalformedException {
    if (count < 0 || count > remainingBytes()) {
      throw new MalformedException(
          "a block must not claim more items than bytes are left: it claims "
              + count
              + ", left are "
              + remainingBytes());
    }
    return count;
  }

  private int textLength() throws IOException {
    int length = length();
    int malformed = Utf8Text.malformed(bytes, at, at + length);
    if (malformed >= 0) {
      throw new MalformedException("text must be UTF-8: it is not at byte " + malformed);
    }
    return length;
  }

  private int length() throws IOException {
    long length = readLong();
    if (length < 0 || length > remainingBytes()) {
      throw new MalformedException(
          "a length must not exceed the bytes that are left: it is "
              + length
              + ", left are "
              + remainingBytes());
    }
    return (int) length;
  }

  private void need(int count) throws MalformedException {
    if (count > bytes.length - at) {
      throw new MalformedException(
          "event must not end inside a field: it ends at byte " + bytes.length);
    }
  }
}
