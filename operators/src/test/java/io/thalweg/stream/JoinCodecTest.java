package io.thalweg.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.math.FeatureVector;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinCodecTest {
  private static final Origin ORIGIN =
      new Origin(new byte[] {1}, new byte[] {2, 3}, 9, "topic", 4, 5, 6);
  private static final FeatureVector SPARSE =
      new FeatureVector().sparse(new int[] {1, 7}, new float[] {0.5f, -0f}, 2);

  private final JoinCodec codec = new JoinCodec();

  private static CheckedExample example(double weight, Origin origin) {
    return new CheckedExample("m", "é", 12, false, 0, weight, 0, SPARSE, origin);
  }

  private static String shown(CheckedExample e) {
    return String.join(
        " ",
        e.model(),
        e.id(),
        e.time() + "",
        e.labelled() + "",
        e.label() + "",
        e.weight() + "",
        e.digest() + "",
        e.features() + "",
        shown(e.origin()));
  }

  private static String shown(Origin o) {
    return HexFormat.of().formatHex(o.key())
        + HexFormat.of().formatHex(o.value())
        + "/"
        + o.size()
        + o.source()
        + o.partition()
        + o.offset()
        + o.timestamp();
  }

  @Test
  void eventsSurvive() throws IOException {
    CheckedExample labelled = CheckedExample.labelled("m", "i", 5, 1, 2, SPARSE);
    for (CheckedExample example :
        List.of(
            example(1, Origin.UNKNOWN),
            example(2.5, Origin.UNKNOWN),
            example(0, ORIGIN),
            labelled)) {
      assertThat(shown((CheckedExample) codec.decodeEvent(codec.encode(example))))
          .isEqualTo(shown(example));
    }
    CheckedLabel label = new CheckedLabel("m", "i", 7, -0.0, Double.NaN, ORIGIN);
    CheckedLabel decoded = (CheckedLabel) codec.decodeEvent(codec.encode(label));
    assertThat(decoded.toString().replaceAll("\\[B@\\w+", ""))
        .isEqualTo(label.toString().replaceAll("\\[B@\\w+", ""));
    assertThat(shown(decoded.origin())).isEqualTo(shown(ORIGIN));
    Deadline deadline = new Deadline("i", Long.MAX_VALUE);
    assertThat(codec.decodeEvent(codec.encode(deadline))).isEqualTo(deadline);
  }

  @Test
  void entriesSurvive() throws IOException {
    double[] forecast = {-0.25, 0.75};
    IdEntry.Pending pending = new IdEntry.Pending(example(3, Origin.UNKNOWN), forecast, 99);
    IdEntry.Pending decoded = (IdEntry.Pending) codec.decodeEntry(codec.encode(pending));
    assertThat(decoded.forecast()).containsExactly(forecast);
    assertThat(decoded.deadline()).isEqualTo(99);
    assertThat(shown(decoded.example())).isEqualTo(shown(pending.example()));
    IdEntry.Held held = new IdEntry.Held(new CheckedLabel("m", "i", 7, 1, 0.5, Origin.UNKNOWN), 8);
    assertThat(((IdEntry.Held) codec.decodeEntry(codec.encode(held))).deadline()).isEqualTo(8);
    IdEntry learned = new IdEntry.Learned(12);
    assertThat(codec.decodeEntry(codec.encode(learned))).isEqualTo(learned);
  }

  @Test
  void theBytesAreThoseOfTheFirstRelease() {
    assertThat(HexFormat.of().formatHex(codec.encode(new IdEntry.Learned(258))))
        .isEqualTo("01060000000000000102");
    assertThat(HexFormat.of().formatHex(codec.encode(new Deadline("ab", 1))))
        .isEqualTo("01030000000000000001" + "03" + "6162");
  }

  @Test
  void bytesOfAnotherReleaseAreRefused() {
    byte[] bytes = codec.encode(new IdEntry.Learned(12));
    bytes[0] = 2;
    assertThatThrownBy(() -> codec.decodeEntry(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("the layout of a join's state must be 1: version=2");
    byte[] kind = codec.encode(new IdEntry.Learned(12));
    kind[1] = 9;
    assertThatThrownBy(() -> codec.decodeEntry(kind)).hasMessageContaining("kind=9");
    assertThatThrownBy(() -> codec.decodeEvent(kind)).hasMessageContaining("kind=9");
  }
}
