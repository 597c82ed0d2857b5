package io.thalweg.stream;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long examples and labels wait for each other, in event time.
 *
 * @param timeoutMillis how long after its example a label may come, and an id is remembered, in
 *     milliseconds
 * @param holdMillis how long before its example a label may come, in milliseconds
 */
public record JoinOptions(long timeoutMillis, long holdMillis) implements Serializable {
  /** The longest that either may be; times of ten thousand years can be added to it. */
  public static final Duration MAX = Duration.ofDays(36_500);

  public JoinOptions {
    if (timeoutMillis < 1 || timeoutMillis > MAX.toMillis()) {
      throw new IllegalArgumentException(
          "timeout must be in [1 ms, 36500 days]: timeoutMillis=" + timeoutMillis);
    }
    if (holdMillis < 0 || holdMillis > MAX.toMillis()) {
      throw new IllegalArgumentException(
          "hold must be in [0 ms, 36500 days]: holdMillis=" + holdMillis);
    }
  }
}
