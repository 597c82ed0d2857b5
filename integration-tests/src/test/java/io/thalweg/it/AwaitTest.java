package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void looksAgainUntilTheValueIsWanted() {
    AtomicInteger looks = new AtomicInteger();
    int seen = Await.value(looks::incrementAndGet, value -> value >= 3, LONG, "three looks");
    assertThat(seen).isEqualTo(3);
    assertThat(looks).hasValue(3);
  }

  @Test
  void deadlineNamesTheConditionAndTheLastValueSeen() {
    assertThatThrownBy(
            () -> Await.value(() -> 7, value -> value > 7, Duration.ofMillis(1), "more than seven"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("not within 1 ms: more than seven; last seen: 7");
  }

  @Test
  void whatALookThrowsEndsTheWait() {
    Await.Look<Boolean, IOException> broken =
        () -> {
          throw new IOException("gone");
        };
    assertThatThrownBy(() -> Await.until(broken, LONG, "a look")).isInstanceOf(IOException.class);
  }
}
