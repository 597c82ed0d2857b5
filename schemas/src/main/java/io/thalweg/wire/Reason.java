package io.thalweg.wire;

/** Why an event was refused: the codes that a dead letter carries in its {@code reason}. */
public enum Reason {
  /** The bytes are not what the format promises. */
  UNDECODABLE("undecodable"),
  /** The writer's schema is none of those that this release ships. */
  UNKNOWN_SCHEMA("unknown-schema"),
  /** The event is larger than the input's limit. */
  OVERSIZE("oversize"),
  /** A field that every event needs is absent or empty. */
  MISSING_FIELD("missing-field"),
  /** A number is NaN or infinite. */
  NOT_FINITE("not-finite"),
  /** A value lies outside what its field allows. */
  OUT_OF_RANGE("out-of-range"),
  /** The features do not have the model's dimension. */
  DIMENSION("dimension"),
  /** Lists that belong together, such as indices and values, differ in number. */
  MISMATCHED_LENGTHS("mismatched-lengths"),
  /** A feature position, or a feature's name, stands twice. */
  DUPLICATE_INDEX("duplicate-index"),
  /** More features than the input's limit. */
  TOO_MANY_FEATURES("too-many-features"),
  /** No entry of the settings serves a model of this name. */
  UNKNOWN_MODEL("unknown-model"),
  /** Behind the newest event of its partition by more than the allowed disorder. */
  LATE("late"),
  /** Too late for what its model has learned already: an idle partition was not waited for. */
  LATE_AFTER_IDLE("late-after-idle"),
  /** A second example, or a second label, of an id that is still remembered. */
  DUPLICATE_ID("duplicate-id"),
  /** A label whose example has not come while the label was held, or is forgotten. */
  UNKNOWN_ID("unknown-id"),
  /** There is nothing to choose from: no action, or none that is eligible. */
  NO_ACTIONS("no-actions"),
  /** An action stands twice, among those to choose from or among the chosen. */
  DUPLICATE_ACTION("duplicate-action"),
  /** An action is named that is none of those to choose from. */
  UNKNOWN_ACTION("unknown-action");

  private final String code;

  Reason(String code) {
    this.code = code;
  }

  /** The code as it stands in a dead letter, lower case with hyphens. */
  public String code() {
    return code;
  }
}
