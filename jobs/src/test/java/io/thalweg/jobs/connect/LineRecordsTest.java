package io.thalweg.jobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineRecordsTest {
  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Each line with its number: {@code number:line}. */
  private static List<String> read(InputStream in, int maxBytes) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineRecords records = new LineRecords(in, maxBytes)) {
      for (Optional<byte[]> line = records.next(); line.isPresent(); line = records.next()) {
        lines.add(records.number() + ":" + new String(line.get(), StandardCharsets.UTF_8));
      }
    }
    return lines;
  }

  @Test
  void linesComeWithoutTheirEndsAndWithTheirNumbers() throws IOException {
    assertThat(read(bytes("a\nbc\r\nd"), 100)).containsExactly("0:a", "1:bc", "2:d");
    assertThat(read(bytes("a\n"), 100)).containsExactly("0:a");
    assertThat(read(bytes(""), 100)).isEmpty();
  }

  @Test
  void emptyLinesHoldNoEventButCount() throws IOException {
    assertThat(read(bytes("\n\na\r\n\r\n\nb\n\n"), 100)).containsExactly("2:a", "5:b");
  }

  @Test
  void ofALongLineOneByteMoreThanTheLimitIsKept() throws IOException {
    String longLine = "x".repeat(300_000);

    assertThat(read(bytes("a\n" + longLine + "\nb\n"), 10))
        .containsExactly("0:a", "1:" + "x".repeat(11), "2:b");
    assertThat(read(bytes("0123456789\n"), 10)).containsExactly("0:0123456789");
  }

  @Test
  void howTheBytesArriveDoesNotMatter() throws IOException {
    StringBuilder text = new StringBuilder();
    SplittableRandom random = new SplittableRandom(1);
    for (int k = 0; k < 5_000; k++) {
      text.append("y".repeat(random.nextInt(60))).append(k % 3 == 0 ? "\r\n" : "\n");
    }
    List<String> expected = read(bytes(text.toString()), 50);
    InputStream trickle =
        new java.io.FilterInputStream(bytes(text.toString())) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return super.read(into, offset, Math.min(length, 1 + random.nextInt(7)));
          }
        };

    assertThat(read(trickle, 50)).isEqualTo(expected).hasSizeGreaterThan(4_000);
  }
}
