package io.thalweg.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class EventPlacesTest {
  @Test
  void whatWasAddedIsContainedAlsoBehindTheWire() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    EventPlaces places = new EventPlaces();
    Set<String> expected = new HashSet<>();
    for (int k = 0; k < 500; k++) {
      String source = random.nextBoolean() ? "a" : "b/0";
      int partition = random.nextInt(3);
      long offset = random.nextLong(400);
      places.add(source, partition, offset);
      expected.add(source + " " + partition + " " + offset);
    }
    EventPlaces carried = InstantiationUtil.clone(places.freeze());

    for (String source : new String[] {"a", "b/0", "b"}) {
      for (int partition = 0; partition < 4; partition++) {
        for (long offset = -1; offset < 401; offset++) {
          assertThat(carried.contains(source, partition, offset))
              .isEqualTo(expected.contains(source + " " + partition + " " + offset));
        }
      }
    }
    assertThat(carried.size()).isEqualTo(500);
  }

  @Test
  void aSetIsFilledThenFrozenThenAsked() {
    EventPlaces places = new EventPlaces();
    assertThatThrownBy(() -> places.contains("a", 0, 0)).isInstanceOf(IllegalStateException.class);
    places.freeze();
    assertThatThrownBy(() -> places.add("a", 0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("frozen=true");
    assertThat(EventPlaces.none().contains("a", 0, 0)).isFalse();
  }

  @Test
  void aSetIsBounded() {
    EventPlaces places = new EventPlaces();
    for (int k = 0; k < EventPlaces.MAX_EVENTS; k++) {
      places.add("a", 0, k);
    }
    assertThatThrownBy(() -> places.add("a", 0, -1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("size=1048576");
  }
}
