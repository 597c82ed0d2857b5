package io.thalweg.jobs.connect;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * The lines of a text file, as bytes without their ends ({@code \n} or {@code \r\n}); empty lines
 * hold no event. Memory is bounded: of a line longer than the limit, one byte more than the limit
 * is kept, so that whoever decodes it sees that it is too long.
 */
final class LineRecords implements FileEvents.Records {
  private final InputStream in;
  private final int maxBytes;
  private final byte[] chunk = new byte[1 << 16];
  private int position;
  private int limit;
  private byte[] line = new byte[256];
  private long lines;

  LineRecords(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  @Override
  public Optional<byte[]> next() throws IOException {
    int length = readLine();
    while (length == 0) {
      length = readLine();
    }
    return length < 0 ? Optional.empty() : Optional.of(Arrays.copyOf(line, length));
  }

  @Override
  public long number() {
    return lines - 1;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Reads up to the next line's end; its length, or -1 at the file's end. */
  private int readLine() throws IOException {
    int length = 0;
    boolean any = false;
    while (true) {
      if (position == limit && !fill()) {
        break;
      }
      any = true;
      int end = position;
      while (end < limit && chunk[end] != '\n') {
        end++;
      }
      length = append(length, end);
      boolean complete = end < limit;
      position = complete ? end + 1 : end;
      if (complete) {
        break;
      }
    }
    if (!any) {
      return -1;
    }
    lines++;
    return length > 0 && length <= maxBytes && line[length - 1] == '\r' ? length - 1 : length;
  }

  private int append(int length, int end) {
    int take = Math.min(end - position, maxBytes + 1 - length);
    if (line.length < length + take) {
      line = Arrays.copyOf(line, Math.max(length + take, 2 * line.length));
    }
    System.arraycopy(chunk, position, line, length, take);
    return length + take;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(chunk, 0, chunk.length));
    return limit > 0;
  }
}
