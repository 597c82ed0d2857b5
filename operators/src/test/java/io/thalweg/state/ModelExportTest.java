package io.thalweg.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.LearnerRun;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LogisticLoss;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class ModelExportTest {
  private static final String FIRST_RELEASE = "export-1.model";

  private static final LearnerSpec SPEC =
      new LearnerSpec(
          new LogisticLoss(), new Ball(2), new ScaleFree(1), Hint.LAST_GRADIENT, 16_384);

  private static final String SETTINGS = "hashed 16384; " + SPEC.canonical();

  private static ModelExport export() {
    LearnerRun run = new LearnerRun(SPEC);
    ModelProgress progress = new ModelProgress();
    FeatureVector x =
        new FeatureVector().sparse(new int[] {3, 200, 16_000}, new float[] {1, -0.5f, 2}, 3);
    for (int t = 0; t < 5; t++) {
      double label = t & 1;
      run.learn(x, label, 1);
      progress.learned(t, 978_328_800_000L + t, run.answer().loss(), 1);
    }
    TreeMap<Integer, byte[]> pages = new TreeMap<>();
    for (int page : List.of(0, 1, 125)) {
      pages.put(page, LinearModelCodec.encodePage(run.model().cells(), page));
    }
    byte[] head =
        new ModelHeader(Family.MIRROR, SettingsDigest.of(SETTINGS), progress)
            .write(LinearModelCodec.encode(run.model()));
    return new ModelExport(
        "spät", SETTINGS, List.of("distance", "origin=SEA"), new ModelFile(head, pages));
  }

  private static byte[] withChecksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - 4);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(bytes.length - 4, (int) crc.getValue());
    return bytes;
  }

  private static int behindTheModel() {
    return export().model().toBytes().length;
  }

  @Test
  void whatIsWrittenIsRead() {
    ModelExport read = ModelExport.of(export().toBytes());

    assertThat(read.name()).isEqualTo("spät");
    assertThat(read.settings()).isEqualTo(SETTINGS);
    assertThat(read.featureNames()).containsExactly("distance", "origin=SEA");
    assertThat(read.model().toBytes()).isEqualTo(export().model().toBytes());
    assertThat(read.model().pages().keySet()).containsExactly(0, 1, 125);
  }

  @Test
  void anExportBeginsWithTheBytesThatRunsAreComparedBy() {
    byte[] compared = export().model().toBytes();

    assertThat(Arrays.copyOf(export().toBytes(), compared.length)).isEqualTo(compared);
  }

  @Test
  void theExportOfTheFirstReleaseIsRead() throws IOException {
    byte[] stored;
    try (InputStream in = ModelExportTest.class.getResourceAsStream(FIRST_RELEASE)) {
      stored = in.readAllBytes();
    }

    assertThat(ModelExport.of(stored).toBytes()).isEqualTo(stored);
    assertThat(stored).isEqualTo(export().toBytes());
  }

  @Test
  void everyFlippedBitAndEveryCutIsNoticed() {
    byte[] good = export().toBytes();
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 << at % 8);
      byte[] cut = Arrays.copyOf(good, at);

      assertThatThrownBy(() -> ModelExport.of(bad)).isInstanceOf(ModelFormatException.class);
      assertThatThrownBy(() -> ModelExport.of(cut)).isInstanceOf(ModelFormatException.class);
    }
  }

  @Test
  void lengthsAreNotBelievedEvenWithARightChecksum() {
    byte[] good = export().toBytes();
    int name = behindTheModel() + 8;
    int settings = name + 4 + "spät".getBytes(StandardCharsets.UTF_8).length;
    for (int at : List.of(name, settings)) {
      for (int length : List.of(-1, Integer.MIN_VALUE, Integer.MAX_VALUE, good.length)) {
        byte[] bad = good.clone();
        ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(at, length);

        assertThatThrownBy(() -> ModelExport.of(withChecksum(bad)))
            .isInstanceOf(ModelFormatException.class)
            .hasMessageContaining("bytes, and be there: length=" + length);
      }
    }
    int count = settings + 4 + SETTINGS.length();
    for (int names : List.of(-1, Integer.MAX_VALUE)) {
      byte[] bad = good.clone();
      ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(count, names);

      assertThatThrownBy(() -> ModelExport.of(withChecksum(bad)))
          .hasMessage(
              "an exported model must hold the feature names that it counts: count=" + names);
    }
  }

  @Test
  void anUnknownVersionIsRefusedByNumber() {
    byte[] bytes = export().toBytes();
    bytes[behindTheModel() + 4] = 7;

    assertThatThrownBy(() -> ModelExport.of(withChecksum(bytes)))
        .hasMessage("export version must be 1 in this release: version=7");
  }

  @Test
  void otherFilesAreToldFromModels() {
    byte[] json = "{\"model\": \"late\"}".repeat(9).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> ModelExport.of(json))
        .hasMessage("a model must begin with THWG: first bytes=6f6d227b");
    assertThatThrownBy(() -> ModelExport.of(new byte[0]))
        .hasMessage("a model must have a header of 64 bytes: length=0");
    assertThatThrownBy(() -> ModelExport.of(export().model().toBytes()))
        .hasMessageStartingWith("an exported model must hold THWX behind the model");
  }

  @Test
  void settingsOfAnotherModelAreRefused() {
    ModelExport good = export();
    String other = SETTINGS.replace("ball(0x1.0p1)", "ball(0x1.0p2)");

    assertThatThrownBy(() -> new ModelExport("late", other, List.of(), good.model()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("settings must be those that the model was learned under");
  }

  @Test
  void aTextThatIsTooLongIsRefusedBeforeItIsWritten() {
    ModelExport good = export();
    ModelExport name = new ModelExport("n".repeat(1025), SETTINGS, List.of(), good.model());
    ModelExport features =
        new ModelExport("n", SETTINGS, Collections.nCopies(2, "f".repeat(65_537)), good.model());

    assertThatThrownBy(name::toBytes).hasMessageEndingWith("at most 1024 bytes: length=1025");
    assertThatThrownBy(features::toBytes).hasMessageEndingWith("at most 65536 bytes: length=65537");
  }
}
