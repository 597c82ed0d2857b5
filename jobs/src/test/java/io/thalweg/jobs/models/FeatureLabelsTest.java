package io.thalweg.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.math.FeatureHash;
import io.thalweg.stream.FeatureSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureLabelsTest {
  private static final FeatureHash HASH = new FeatureHash(4);

  private static int hash(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return HASH.hash(utf8, 0, utf8.length);
  }

  /** Names of one position of 16, in their order. */
  private static List<String> names(int position) {
    return IntStream.range(0, 100)
        .mapToObj(k -> "f" + k)
        .filter(name -> HASH.index(hash(name)) == position)
        .toList();
  }

  @Test
  void allNamesOfAPositionAreShownWithTheirSigns() {
    List<String> all = IntStream.range(0, 100).mapToObj(k -> "f" + k).toList();
    FeatureLabels labels = new FeatureLabels(FeatureSpec.ofHashBits(4).withBias(), all);

    int mixed = 0;
    for (int position = 0; position < 16; position++) {
      List<String> here = names(position);
      float first = HASH.sign(hash(here.get(0)));
      assertThat(labels.sign(position)).isEqualTo((int) first);
      assertThat(labels.label(position))
          .isEqualTo(
              here.stream()
                  .map(name -> HASH.sign(hash(name)) == first ? name : "minus " + name)
                  .collect(Collectors.joining(" | ")));
      mixed += labels.label(position).contains("minus ") ? 1 : 0;
    }
    assertThat(mixed).isPositive();
    assertThat(labels.label(16)).isEqualTo("(bias)");
  }

  @Test
  void unknownPositionsAreShownByNumber() {
    FeatureLabels labels = new FeatureLabels(FeatureSpec.ofHashBits(4), List.of());

    assertThat(labels.label(11)).isEqualTo("#11");
    assertThat(labels.sign(11)).isEqualTo(1);
    assertThat(labels.names(11)).isEmpty();
  }

  @Test
  void positionsThatAreNotHashedHaveNoNames() {
    FeatureLabels labels = new FeatureLabels(FeatureSpec.ofDimension(2).withBias(), List.of("f1"));

    assertThat(List.of(labels.label(0), labels.label(1), labels.label(2)))
        .containsExactly("#0", "#1", "(bias)");
  }
}
