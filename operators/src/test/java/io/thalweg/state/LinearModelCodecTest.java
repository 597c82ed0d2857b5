package io.thalweg.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Lcg;
import io.thalweg.math.PagedVector;
import io.thalweg.mirror.Compositions;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LearnerRun;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.LogisticLoss;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinearModelCodecTest {
  /** Where mirror descent on a ball keeps |v|². */
  private static final int SQUARED_NORM = 1;

  private static final LearnerSpec SMALL =
      new LearnerSpec(new LogisticLoss(), new Ball(1), new ScaleFree(1), Hint.LAST_GRADIENT, 30);
  private static final LearnerSpec LARGE =
      new LearnerSpec(
          new LogisticLoss(), new Ball(1), new ScaleFree(1), Hint.LAST_GRADIENT, 20_000);

  /** A store that keeps what a runtime would keep: a body and the pages written so far. */
  private static final class Store {
    private final Map<Integer, byte[]> pages = new HashMap<>();
    private byte[] body = {};

    void save(LinearModel model) {
      body = LinearModelCodec.encode(model);
      PagedVector cells = model.cells();
      if (cells.pages() > 1) {
        for (int page = cells.nextDirty(0); page >= 0; page = cells.nextDirty(page + 1)) {
          pages.put(page, LinearModelCodec.encodePage(cells, page));
        }
      }
      cells.clearDirty();
    }

    LinearModel open(LearnerSpec spec) {
      return LinearModelCodec.decode(
          body,
          Learner.of(spec).layout(),
          spec.dimension(),
          (page, into, offset) -> LinearModelCodec.decodePage(pages.get(page), into, offset));
    }
  }

  static List<LearnerSpec> specs() {
    return IntStream.of(3, 100, 8192, 8193, 20_000)
        .boxed()
        .flatMap(dimension -> Compositions.of(dimension).stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aModelStoredAfterEveryEventEqualsOneNeverStored(LearnerSpec spec) {
    Learner learner = Learner.of(spec);
    LearnerRun kept = new LearnerRun(spec);
    LearnerRun stored = new LearnerRun(spec);
    Store store = new Store();
    Lcg random = new Lcg(7);
    for (int t = 0; t < 60; t++) {
      FeatureVector x = event(random, spec.dimension());
      double label = random.below(2);
      // Weights over nine decades make the lazy scale fold on the way.
      double weight = t % 7 == 5 ? 0 : Math.pow(10, random.below(9));
      double margin = kept.learn(x, label, weight);
      assertThat(stored.learn(x, label, weight)).isEqualTo(margin);
      store.save(stored.model());
      stored = new LearnerRun(learner, store.open(spec));
      assertSameBits(stored.model(), kept.model(), store);
    }
  }

  @Test
  void theRegularRefreshOfTheNormCrossesARestart() {
    LearnerRun kept = new LearnerRun(LARGE);
    LearnerRun stored = new LearnerRun(LARGE);
    Store store = new Store();
    Lcg random = new Lcg(3);
    FeatureVector[] events = new FeatureVector[500];
    for (int i = 0; i < events.length; i++) {
      events[i] = random.sparse(6, 20_000);
    }
    int refresh = 1 << 16;
    for (int t = 1; t <= refresh + 3; t++) {
      FeatureVector x = events[t % events.length];
      double label = random.below(2);
      double before = kept.model().numbers()[SQUARED_NORM];
      kept.learn(x, label, t % 1000 == 0 ? 0 : 1);
      stored.learn(x, label, t % 1000 == 0 ? 0 : 1);
      if (t % 5000 == 0 || t > refresh - 4) {
        store.save(stored.model());
        stored = new LearnerRun(Learner.of(LARGE), store.open(LARGE));
        assertSameBits(stored.model(), kept.model(), store);
      }
      if (t == refresh) {
        assertThat(kept.model().numbers()[SQUARED_NORM])
            .isEqualTo(kept.model().cells().squaredNorm())
            .isNotEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void predictingLeavesTheBytesUnchanged(LearnerSpec spec) {
    LearnerRun run = new LearnerRun(spec);
    LinearModel model = run.model();
    Lcg random = new Lcg(1);
    for (int t = 0; t < 10; t++) {
      run.learn(event(random, spec.dimension()), random.below(2), 1);
    }
    Store store = new Store();
    store.save(model);
    LinearModel reopened = store.open(spec);
    for (int t = 0; t < 30; t++) {
      FeatureVector x = event(random, spec.dimension());
      double margin = run.margin(x);
      assertThat(new LearnerRun(Learner.of(spec), reopened).margin(x)).isEqualTo(margin);
      assertThat(run.margin(x)).isEqualTo(margin);
    }
    assertThat(LinearModelCodec.encode(model)).isEqualTo(store.body);
    assertThat(LinearModelCodec.encode(reopened)).isEqualTo(store.body);
    assertThat(model.cells().nextDirty(0)).isEqualTo(-1);
    assertThat(reopened.cells().nextDirty(0)).isEqualTo(-1);
  }

  @Test
  void lengthsAreThoseOfTheTable() {
    int fixed = 8 + 20 + 8 * 9 + 4;
    LearnerRun small = new LearnerRun(SMALL);
    assertThat(LinearModelCodec.encode(small.model())).hasSize(fixed + 8 * 30);
    small.learn(new Lcg(1).sparse(4, 30), 1, 1);
    assertThat(LinearModelCodec.encode(small.model())).hasSize(fixed + 8 * 4 + 8 * 30);
    small.learn(new Lcg(1).dense(30), 1, 1);
    assertThat(LinearModelCodec.encode(small.model())).hasSize(fixed + 4 * 30 + 8 * 30);
    LearnerRun large = new LearnerRun(LARGE);
    large.learn(new Lcg(1).sparse(4, 20_000), 1, 1);
    assertThat(LinearModelCodec.encode(large.model())).hasSize(fixed + 8 * 4 + 8 * 3);
    PagedVector pages = new PagedVector(20_000);
    pages.set(0, 1);
    assertThat(LinearModelCodec.encodePage(pages, 0)).hasSize(20 + 8);
    pages.set(1, -0.0);
    pages.set(127, Double.MIN_VALUE);
    assertThat(LinearModelCodec.encodePage(pages, 0)).hasSize(20 + 8 * 3);
    for (int i = 0; i < 128; i++) {
      pages.set(i, i + 1);
    }
    assertThat(LinearModelCodec.encodePage(pages, 0)).hasSize(20 + 8 * 128);
  }

  @Test
  void aPageKeepsTheBitsOfEveryElement() {
    double[] elements = new double[128];
    elements[0] = 1e-310;
    elements[1] = -0.0;
    elements[63] = -1;
    elements[64] = Math.PI;
    elements[127] = Double.MAX_VALUE;
    PagedVector pages = new PagedVector(20_000);
    for (int i = 0; i < 128; i++) {
      pages.set(128 + i, elements[i]);
    }
    double[] into = new double[3 + 128 + 4];
    Arrays.fill(into, 7);
    LinearModelCodec.decodePage(LinearModelCodec.encodePage(pages, 1), into, 3);
    for (int i = 0; i < into.length; i++) {
      double expected = i < 3 || i >= 131 ? 7 : elements[i - 3];
      assertThat(Double.doubleToRawLongBits(into[i]))
          .isEqualTo(Double.doubleToRawLongBits(expected));
    }
  }

  @Test
  void anUnknownVersionIsRefusedByNameAndNumber() {
    byte[] body = LinearModelCodec.encode(learned(SMALL));
    body[0] = 1;
    assertThatThrownBy(() -> open(body, SMALL))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("linear model version must be 2, the only one known: version=1");
  }

  @Test
  void aBodyOfAnotherDimensionIsRefused() {
    byte[] body = LinearModelCodec.encode(learned(SMALL));
    LearnerSpec other = new LearnerSpec(SMALL.loss(), SMALL.algorithm(), 31);
    assertThatThrownBy(() -> open(body, other))
        .hasMessage("cells must be the learner's, 31: found=30");
    assertThatThrownBy(() -> open(body, LARGE))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("cells must be");
  }

  @Test
  void aBodyOfAnyOtherLengthIsRefused() {
    for (LearnerSpec spec : List.of(SMALL, LARGE)) {
      byte[] body = LinearModelCodec.encode(learned(spec));
      for (int length = 0; length <= body.length + 9; length++) {
        byte[] cut = Arrays.copyOf(body, length);
        if (length != body.length) {
          assertThatThrownBy(() -> open(cut, spec)).isInstanceOf(ModelFormatException.class);
        }
      }
    }
  }

  @Test
  void aDamagedBodyOpensOrIsRefusedAndNothingElse() {
    Lcg random = new Lcg(6);
    for (LearnerSpec spec : List.of(SMALL, LARGE)) {
      byte[] body = LinearModelCodec.encode(learned(spec));
      int refused = 0;
      for (int trial = 0; trial < 20_000; trial++) {
        byte[] damaged = body.clone();
        for (int flips = 1 + random.below(4); flips > 0; flips--) {
          damaged[random.below(damaged.length)] ^= (byte) (1 << random.below(8));
        }
        try {
          open(damaged, spec);
        } catch (ModelFormatException e) {
          refused++;
        }
      }
      assertThat(refused).isPositive();
    }
  }

  @Test
  void aDamagedPageIsRefused() {
    LinearModel model = learned(LARGE);
    byte[] page = LinearModelCodec.encodePage(model.cells(), model.cells().nextDirty(0));
    double[] into = new double[200];
    LinearModelCodec.decodePage(page, into, 50);
    assertThat(into[50 + 127]).isEqualTo(0);
    for (int i = 0; i < page.length; i++) {
      byte[] damaged = page.clone();
      damaged[i] ^= 16;
      assertThatThrownBy(() -> LinearModelCodec.decodePage(damaged, into, 0))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("checksum");
    }
    for (int length = 0; length < page.length; length++) {
      byte[] cut = Arrays.copyOf(page, length);
      assertThatThrownBy(() -> LinearModelCodec.decodePage(cut, into, 0))
          .isInstanceOf(ModelFormatException.class);
    }
    assertThatThrownBy(() -> LinearModelCodec.decodePage(withOneElementMore(page), into, 0))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("as long as its elements say");
  }

  /** A page that speaks of one element more than it holds, under a checksum that fits. */
  private static byte[] withOneElementMore(byte[] page) {
    ByteBuffer bytes = ByteBuffer.wrap(page.clone()).order(ByteOrder.LITTLE_ENDIAN);
    long first = bytes.getLong(0);
    bytes.putLong(0, first | Long.lowestOneBit(~first));
    CRC32C crc = new CRC32C();
    crc.update(bytes.array(), 0, page.length - 4);
    return bytes.putInt(page.length - 4, (int) crc.getValue()).array();
  }

  private static void assertSameBits(LinearModel actual, LinearModel expected, Store store) {
    assertThat(LinearModelCodec.encode(actual)).isEqualTo(LinearModelCodec.encode(expected));
    PagedVector pages = expected.cells();
    for (int page = 0; pages.pages() > 1 && page < pages.pages(); page++) {
      assertThat(actual.cells().isPresent(page)).isEqualTo(pages.isPresent(page));
      if (pages.isPresent(page)) {
        assertThat(store.pages.get(page)).isEqualTo(LinearModelCodec.encodePage(pages, page));
      }
    }
  }

  private static LinearModel open(byte[] body, LearnerSpec spec) {
    return LinearModelCodec.decode(
        body, Learner.of(spec).layout(), spec.dimension(), (page, into, offset) -> {});
  }

  private static LinearModel learned(LearnerSpec spec) {
    LearnerRun run = new LearnerRun(spec);
    Lcg random = new Lcg(2);
    for (int t = 0; t < 5; t++) {
      run.learn(random.sparse(6, spec.dimension()), random.below(2), 1);
    }
    return run.model();
  }

  private static FeatureVector event(Lcg random, int dimension) {
    if (dimension <= 100 && random.below(3) == 0) {
      return random.dense(dimension);
    }
    return random.sparse(1 + random.below(Math.min(dimension, 12)), dimension);
  }
}
