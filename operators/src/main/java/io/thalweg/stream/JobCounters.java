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

  /** Requests answered from the ledger, since they had been decided before. */
  public static final String REPEATED = "repeated";

  /** Decisions without an outcome that were learned with the loss of silence. */
  public static final String DEFAULTED = "defaulted";

  /** Requests at which the baseline was played. */
  public static final String BASELINES = "baselines";

  /** Those of them at which the agent would have played it too. */
  public static final String AGREED = "agreed";

  /** Prefix of the counters of dead letters; the reason's code follows. */
  public static final String DEAD_LETTERS = "deadLetters.";

  /** Events refused for {@code reason}. */
  public static String deadLetters(Reason reason) {
    return DEAD_LETTERS + reason.code();
  }
}
