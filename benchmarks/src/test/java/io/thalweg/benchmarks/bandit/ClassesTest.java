package io.thalweg.benchmarks.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassesTest {
  @TempDir private Path folder;

  private Path table(String text) throws IOException {
    Path file = folder.resolve("table.tsv.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private Path idx(String name, int[] head, int... bytes) throws IOException {
    Path file = folder.resolve(name);
    try (DataOutputStream out =
        new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
      for (int each : head) {
        out.writeInt(each);
      }
      for (int each : bytes) {
        out.writeByte(each);
      }
    }
    return file;
  }

  @Test
  void aTableIsALabelAndFeaturesALine() throws IOException {
    Classes classes = Classes.table(table("label\tx\ty\n2\t1.5\t-3\n0\t0\t1e3\n"));
    assertThat(classes.size()).isEqualTo(2);
    assertThat(classes.dimension()).isEqualTo(2);
    assertThat(classes.count()).isEqualTo(3);
    assertThat(classes.label(0)).isEqualTo(2);
    assertThat(classes.label(1)).isZero();
    assertThat(features(classes, 0)).containsExactly(1.5f, -3);
    assertThat(features(classes, 1)).containsExactly(0, 1000);
  }

  @Test
  void aLineOfAnotherLengthIsRefusedWithItsNumber() throws IOException {
    Path file = table("label\tx\ty\n0\t1\t2\n0\t1\n");
    assertThatThrownBy(() -> Classes.table(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a line must have 3 fields: fields=2, line=3");
  }

  @Test
  void whatIsNoNumberIsRefusedWithItsLine() throws IOException {
    Path feature = table("label\tx\n0\t1\n1\tNA\n");
    assertThatThrownBy(() -> Classes.table(feature)).hasMessageContaining("line=3");
    Path label = table("label\tx\n0\t1\n-1\t1\n");
    assertThatThrownBy(() -> Classes.table(label)).hasMessageContaining("line=3");
  }

  @Test
  void imagesAreRowsOfBytesWithoutASign() throws IOException {
    Path images = idx("images.gz", new int[] {0x803, 2, 1, 3}, 0, 128, 255, 1, 2, 3);
    Path labels = idx("labels.gz", new int[] {0x801, 2}, 9, 4);
    Classes classes = Classes.idx(images, labels);
    assertThat(classes.size()).isEqualTo(2);
    assertThat(classes.count()).isEqualTo(10);
    assertThat(classes.label(1)).isEqualTo(4);
    assertThat(features(classes, 0)).containsExactly(0, 128, 255);
    assertThat(features(classes, 1)).containsExactly(1, 2, 3);
  }

  @Test
  void imagesThatAreNoneOrLackALabelAreRefused() throws IOException {
    Path images = idx("images.gz", new int[] {0x803, 1, 1, 1}, 7);
    Path labels = idx("labels.gz", new int[] {0x801, 2}, 9, 4);
    assertThatThrownBy(() -> Classes.idx(images, labels))
        .hasMessageContaining("images=1, labels=2");
    assertThatThrownBy(() -> Classes.idx(labels, labels))
        .hasMessageContaining("must begin with 0x00000803: 0x00000801");
  }

  @Test
  void anOrderHasEachExampleOnceAndIsAFunctionOfTheSeed() throws IOException {
    StringBuilder lines = new StringBuilder("label\tx\n");
    IntStream.range(0, 100).forEach(i -> lines.append("0\t").append(i).append('\n'));
    Classes classes = Classes.table(table(lines.toString()));
    assertThat(IntStream.of(classes.order(7)).sorted().toArray())
        .isEqualTo(IntStream.range(0, 100).toArray());
    assertThat(classes.order(7)).isEqualTo(classes.order(7)).isNotEqualTo(classes.order(8));
  }

  private static float[] features(Classes classes, int example) {
    float[] features = new float[classes.dimension()];
    classes.features(example, features);
    return features;
  }
}
