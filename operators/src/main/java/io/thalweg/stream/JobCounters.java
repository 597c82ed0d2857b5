package io.thalweg.stream;

import io.thalweg.wire.Reason;

/** Names of the accumulators that a job's operators keep; they survive restarts of the job. */
public final class JobCounters {
  private JobCounters() {}

  /** Events answered. */
  public static final String EVENTS = "events";

  /** Events learned. */
  public static final String LEARNED = "learned";

  /** Sum of weight × loss over the learned events. */
  public static final String LOSS_SUM = "lossSum";

  /** Sum of the weights of the learned events. */
  public static final String WEIGHT_SUM = "weightSum";

  /** Examples whose label has not come in time. */
  public static final String TIMED_OUT = "timedOut";

  /** Prefix of the counters of dead letters; the reason's code follows. */
  public static final String DEAD_LETTERS = "deadLetters.";

  /** Events refused for {@code reason}. */
  public static String deadLetters(Reason reason) {
    return DEAD_LETTERS + reason.code();
  }
}
