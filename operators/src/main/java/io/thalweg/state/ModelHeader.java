package io.thalweg.state;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * What stands before the body of every serialized model. All knowledge of its layout is here; the
 * body belongs to the family's codec.
 *
 * <pre>
 *   byte  0  magic "THWG"
 *         4  format version, 1
 *         5  family
 *         6  flags, 0
 *         8  digest of the learner's settings
 *        16  events learned
 *        24  digest of the learned events
 *        32  last event time, milliseconds
 *        40  sum of weight × loss, double
 *        48  sum of weights, double
 *        56  length of the body, bytes
 *        60  CRC32C over bytes 0 to 59 and the body
 *        64  body
 * </pre>
 *
 * All numbers are little-endian.
 *
 * @param family which learner's body follows
 * @param settingsDigest 64-bit hash of the learner's canonical settings
 * @param progress how far the model has come
 */
public record ModelHeader(Family family, long settingsDigest, ModelProgress progress) {
  /** The format version that this release writes. */
  public static final int VERSION = 1;

  /** Length of the header in bytes. */
  public static final int BYTES = 64;

  private static final int MAGIC = 'T' | 'H' << 8 | 'W' << 16 | 'G' << 24;
  private static final int BODY_LENGTH = 56;
  private static final int CHECKSUM = 60;

  /** The header and {@code body} as one array. */
  public byte[] write(byte[] body) {
    ByteBuffer out = ByteBuffer.allocate(BYTES + body.length).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MAGIC).put((byte) VERSION).put(family.number()).putShort((short) 0);
    out.putLong(settingsDigest).putLong(progress.events()).putLong(progress.digest());
    out.putLong(progress.lastEventTime());
    out.putDouble(progress.lossSum()).putDouble(progress.weightSum());
    out.putInt(body.length).putInt(0).put(body);
    out.putInt(CHECKSUM, checksum(out.array()));
    return out.array();
  }

  /**
   * Reads the header of a serialized model; {@link #body} gives what follows.
   *
   * @throws ModelFormatException if the bytes are not a model, are of a version or family that this
   *     release does not know, are cut, or fail their checksum
   */
  public static ModelHeader read(byte[] bytes) {
    ByteBuffer in = open(bytes);
    Family family = Family.of(in.get());
    short flags = in.getShort();
    if (flags != 0) {
      throw new ModelFormatException(
          "model flags must be 0 in format version " + VERSION + ": flags=" + flags);
    }
    long settingsDigest = in.getLong();
    ModelProgress progress =
        new ModelProgress(in.getLong(), in.getLong(), in.getLong(), in.getDouble(), in.getDouble());
    int bodyLength = in.getInt();
    if (bodyLength != bytes.length - BYTES) {
      throw new ModelFormatException(
          "a model's body must be as long as its header says: header="
              + bodyLength
              + ", actual="
              + (bytes.length - BYTES));
    }
    int written = in.getInt();
    int computed = checksum(bytes);
    if (written != computed) {
      throw new ModelFormatException(
          "a model must match its checksum: written=%08x, computed=%08x"
              .formatted(written, computed));
    }
    return new ModelHeader(family, settingsDigest, progress);
  }

  /** The body of a serialized model that {@link #read} has accepted. */
  public static byte[] body(byte[] bytes) {
    return Arrays.copyOfRange(bytes, BYTES, bytes.length);
  }

  /** The bytes, read up to behind the version. */
  private static ByteBuffer open(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length >= Integer.BYTES && in.getInt() != MAGIC) {
      throw new ModelFormatException(
          "a model must begin with THWG: first bytes=%08x".formatted(in.getInt(0)));
    }
    if (bytes.length < BYTES) {
      throw new ModelFormatException(
          "a model must have a header of " + BYTES + " bytes: length=" + bytes.length);
    }
    int version = in.get();
    if (version != VERSION) {
      throw new ModelFormatException(
          "model format version must be " + VERSION + " in this release: version=" + version);
    }
    return in;
  }

  /** Length of the body that follows the header, as the header says and the bytes allow. */
  static int bodyLength(byte[] bytes) {
    int length = open(bytes).getInt(BODY_LENGTH);
    if (length < 0 || length > bytes.length - BYTES) {
      throw new ModelFormatException(
          "a model's body must lie within its bytes: body=" + length + ", bytes=" + bytes.length);
    }
    return length;
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CHECKSUM);
    crc.update(bytes, BYTES, bytes.length - BYTES);
    return (int) crc.getValue();
  }
}
