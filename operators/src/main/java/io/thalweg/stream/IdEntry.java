package io.thalweg.stream;

/** What is known of an id, from its first event until its deadline. */
sealed interface IdEntry {
  /** Event time in milliseconds up to which the id is remembered. */
  long deadline();

  /** Nothing is known. */
  record Unknown() implements IdEntry {
    static final Unknown ID = new Unknown();

    @Override
    public long deadline() {
      return Long.MIN_VALUE;
    }
  }

  /**
   * An example that waits for its label.
   *
   * @param forecast what the model said of it at its place in the order
   */
  record Pending(CheckedExample example, double[] forecast, long deadline) implements IdEntry {}

  /** A label that waits for its example. */
  record Held(CheckedLabel label, long deadline) implements IdEntry {}

  /** An example that was learned. */
  record Learned(long deadline) implements IdEntry {}
}
