package io.thalweg.state;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * A model that can be read by itself: its bytes, and behind them what a job would know of it. All
 * knowledge of that layout is here; numbers are little-endian, texts UTF-8.
 *
 * <pre>
 *   model           a {@link ModelFile}: header, body, pages, as checkpointed and compared
 *   int             magic "THWX"
 *   byte            version of what follows, 1
 *   byte[3]         0
 *   int, bytes      length and text: the model's name, at most 1,024 bytes
 *   int, bytes      length and text: the settings that it was learned under, at most 65,536 bytes
 *   int             number of feature names
 *   per name        int length, at most 65,536; text
 *   int             CRC32C of all bytes before, the model included
 * </pre>
 *
 * @param name the model's name
 * @param settings canonical text of the settings, of the digest that the model's header holds
 * @param featureNames names of hashed features, as far as the job knew them
 * @param model the model
 */
public record ModelExport(
    String name, String settings, List<String> featureNames, ModelFile model) {
  /** The version of what stands behind the model that this release writes. */
  public static final int VERSION = 1;

  private static final int MAGIC = 'T' | 'H' << 8 | 'W' << 16 | 'X' << 24;
  private static final int MAX_NAME_BYTES = 1 << 10;
  private static final int MAX_TEXT_BYTES = 1 << 16;

  /** Checks that the settings are those of the model. */
  public ModelExport {
    featureNames = List.copyOf(featureNames);
    long digest = ModelHeader.read(model.head()).settingsDigest();
    if (SettingsDigest.of(settings) != digest) {
      throw new ModelFormatException(
          "settings must be those that the model was learned under: model=%s, digest=%016x, settings=%s"
              .formatted(name, digest, settings));
    }
  }

  /**
   * The export as one array.
   *
   * @throws ModelFormatException if a text is longer than the format allows
   */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(model.toBytes());
    out.writeBytes(ints(MAGIC, VERSION));
    text(out, name, MAX_NAME_BYTES);
    text(out, settings, MAX_TEXT_BYTES);
    out.writeBytes(ints(featureNames.size()));
    featureNames.forEach(feature -> text(out, feature, MAX_TEXT_BYTES));
    byte[] content = out.toByteArray();
    out.writeBytes(ints(checksum(content, content.length)));
    return out.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws ModelFormatException if the bytes are no exported model, are of a version that this
   *     release does not know, are cut, or fail their checksum
   */
  public static ModelExport of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    ModelFile model = ModelFile.read(bytes, in);
    require(
        in.remaining() >= 2 * Integer.BYTES && in.getInt() == MAGIC,
        "an exported model must hold THWX behind the model: length=%d",
        bytes.length);
    int version = in.getInt();
    require(
        version == VERSION,
        "export version must be %d in this release: version=%d",
        VERSION,
        version);
    int end = bytes.length - Integer.BYTES;
    int written = in.getInt(end);
    int computed = checksum(bytes, end);
    require(
        written == computed,
        "an exported model must match its checksum: written=%08x, computed=%08x",
        written,
        computed);
    in.limit(end);
    String name = text(in, MAX_NAME_BYTES);
    String settings = text(in, MAX_TEXT_BYTES);
    int count = in.remaining() < Integer.BYTES ? -1 : in.getInt();
    require(
        count >= 0 && count <= in.remaining() / Integer.BYTES,
        "an exported model must hold the feature names that it counts: count=%d",
        count);
    List<String> names = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      names.add(text(in, MAX_TEXT_BYTES));
    }
    require(!in.hasRemaining(), "nothing may follow the feature names: bytes=%d", in.remaining());
    return new ModelExport(name, settings, names, model);
  }

  private static void text(ByteArrayOutputStream out, String text, int maxBytes) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    require(
        utf8.length <= maxBytes,
        "a text of an exported model must have at most %d bytes: length=%d",
        maxBytes,
        utf8.length);
    out.writeBytes(ints(utf8.length));
    out.writeBytes(utf8);
  }

  private static String text(ByteBuffer in, int maxBytes) {
    int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
    require(
        length >= 0 && length <= Math.min(maxBytes, in.remaining()),
        "a text of an exported model must have at most %d bytes, and be there: length=%d",
        maxBytes,
        length);
    byte[] utf8 = new byte[length];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static byte[] ints(int... numbers) {
    ByteBuffer out =
        ByteBuffer.allocate(Integer.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int number : numbers) {
      out.putInt(number);
    }
    return out.array();
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static void require(boolean holds, String rule, Object... values) {
    if (!holds) {
      throw new ModelFormatException(String.format(Locale.ROOT, rule, values));
    }
  }
}
