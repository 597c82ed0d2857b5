package io.thalweg.stream;

import io.thalweg.wire.Reason;

/** Names of the metrics that the operators report, all in the group {@link #GROUP}. */
public final class MetricNames {
  private MetricNames() {}

  /** The group under the operator's own. */
  public static final String GROUP = "thalweg";

  /** Group by model, for the models that have gauges of their own. */
  public static final String MODEL = "model";

  /** Events answered. */
  public static final String EVENTS = "events";

  /** Decisions learned; one that fills several slots counts once for each. */
  public static final String LEARNED = "learned";

  /** Weighted mean of the losses, each taken before its event was learned. */
  public static final String PROGRESSIVE_LOSS = "progressiveLoss";

  /** Step size of the model's next round; NaN while it is not known, or is not one number. */
  public static final String STEP_SIZE = "stepSize";

  /** V, the sum of squared distances between gradient and hint. */
  public static final String VARIATION = "variation";

  /** Sum of squared gradients over V: above 1 the hint helps, at 1 it changes nothing. */
  public static final String HINT_GAIN = "hintGain";

  /** Sum of squared gradients, of which V is what the hint has left. */
  public static final String GRADIENT_SQUARES = "gradientSquares";

  /** Share of the learned events at which the domain held the weights back. */
  public static final String PROJECTED_SHARE = "projectedShare";

  /** Distance from the weights that the last learned event met to those that the next one meets. */
  public static final String MOVEMENT = "movement";

  /** Group by number, for members of an ensemble, hints of a mixer or experts that are mixed. */
  public static final String EXPERT = "expert";

  /** Share that a member of an ensemble, a hint of a mixer or a mixed expert has. */
  public static final String EXPERT_WEIGHT = "expertWeight";

  /** Models found in the cache. */
  public static final String CACHE_HITS = "cacheHits";

  /** Models read from the state backend. */
  public static final String CACHE_MISSES = "cacheMisses";

  /** Heap that cached models hold, in bytes. */
  public static final String CACHE_BYTES = "cacheBytes";

  /** Bytes of models and pages written to the state backend. */
  public static final String DIRTY_BYTES_FLUSHED = "dirtyBytesFlushed";

  /** Milliseconds by which a model's newest learned event lies behind the newest answered one. */
  public static final String MODEL_AGE = "modelAgeMillis";

  /** Occurrences of a named feature whose position another name holds. */
  public static final String HASH_COLLISIONS = "hashCollisions";

  /** Examples and labels that wait for the watermark. */
  public static final String WAITING_EVENTS = "waitingEvents";

  /** Examples that wait for their label. */
  public static final String PENDING_EXAMPLES = "pendingExamples";

  /** Labels that wait for their example. */
  public static final String HELD_LABELS = "heldLabels";

  /** Examples whose label has not come in time. */
  public static final String TIMED_OUT_EXAMPLES = "timedOutExamples";

  /** Milliseconds of event time from the watermark to the newest event; -1 before the first. */
  public static final String WATERMARK_LAG = "watermarkLagMillis";

  /** Events refused for {@code reason}. */
  public static String deadLetters(Reason reason) {
    return "deadLetters_" + reason.code().replace('-', '_');
  }
}
