package io.thalweg.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModelHeaderTest {
  private static final byte[] BODY = {1, 2, 3, 4, 5, 6, 7};

  private static byte[] written() {
    ModelProgress progress = new ModelProgress(41, 0x9f1c22d0a3b4c5d6L, 978_328_800_000L, 3.5, 40);
    return new ModelHeader(Family.MIRROR, 0x1234567890abcdefL, progress).write(BODY);
  }

  @Test
  void whatIsWrittenIsRead() {
    ModelHeader header = ModelHeader.read(written());

    assertThat(header.family()).isEqualTo(Family.MIRROR);
    assertThat(header.settingsDigest()).isEqualTo(0x1234567890abcdefL);
    assertThat(header.progress().events()).isEqualTo(41);
    assertThat(header.progress().digest()).isEqualTo(0x9f1c22d0a3b4c5d6L);
    assertThat(header.progress().lastEventTime()).isEqualTo(978_328_800_000L);
    assertThat(header.progress().lossSum()).isEqualTo(3.5);
    assertThat(header.progress().weightSum()).isEqualTo(40);
    assertThat(ModelHeader.body(written())).isEqualTo(BODY);
  }

  @Test
  void everyFlippedBitIsNoticed() {
    byte[] good = written();
    for (int bit = 0; bit < 8 * good.length; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> ModelHeader.read(bad))
          .as("bit %d", bit)
          .isInstanceOf(ModelFormatException.class);
    }
  }

  @Test
  void everyCutIsNoticed() {
    byte[] good = written();
    for (int length = 0; length < good.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(good, length);
      assertThatThrownBy(() -> ModelHeader.read(cut)).isInstanceOf(ModelFormatException.class);
    }
  }

  @Test
  void anUnknownVersionIsRefusedByNumber() {
    byte[] bytes = written();
    bytes[4] = 9;

    assertThatThrownBy(() -> ModelHeader.read(bytes))
        .hasMessage("model format version must be 1 in this release: version=9");
  }

  @Test
  void anUnknownFamilyIsRefusedByNumber() {
    byte[] bytes = written();
    bytes[5] = 77;

    assertThatThrownBy(() -> ModelHeader.read(bytes))
        .hasMessage("model family must be a known one: family=77");
  }

  @Test
  void aModelFileHoldsHeadAndPages() {
    TreeMap<Integer, byte[]> pages = new TreeMap<>();
    pages.put(3, new byte[] {9, 8});
    pages.put(70_000, new byte[] {7});
    byte[] bytes = new ModelFile(written(), pages).toBytes();

    ModelFile read = ModelFile.of(bytes);

    assertThat(read.head()).isEqualTo(written());
    assertThat(read.pages().keySet()).containsExactly(3, 70_000);
    assertThat(read.pages().get(3)).containsExactly(9, 8);
    assertThat(read.toBytes()).isEqualTo(bytes);
  }

  @Test
  void aDamagedModelFileIsRefusedAndNeverRead() {
    TreeMap<Integer, byte[]> pages = new TreeMap<>();
    pages.put(3, new byte[] {9, 8});
    byte[] good = new ModelFile(written(), pages).toBytes();
    SplittableRandom random = new SplittableRandom(7);
    for (int length = 0; length < good.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(good, length);
      assertThatThrownBy(() -> ModelFile.of(cut)).isInstanceOf(ModelFormatException.class);
    }
    for (int k = 0; k < 500; k++) {
      byte[] longer = java.util.Arrays.copyOf(good, good.length + 1 + random.nextInt(20));
      assertThatThrownBy(() -> ModelFile.of(longer)).isInstanceOf(ModelFormatException.class);
    }
  }
}
