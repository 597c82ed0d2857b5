package io.thalweg.wire;

import io.thalweg.Action;
import io.thalweg.DeadLetter;
import io.thalweg.Decision;
import io.thalweg.DecisionInput;
import io.thalweg.DecisionRequest;
import io.thalweg.DecisionSlot;
import io.thalweg.Example;
import io.thalweg.Features;
import io.thalweg.Label;
import io.thalweg.LearnerMetrics;
import io.thalweg.ModelVersion;
import io.thalweg.Outcome;
import io.thalweg.Prediction;
import io.thalweg.Quantile;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The protocol's records, known by constant and not looked up by a name that stands in a schema: so
 * no input decides which class is made, and Avro's list of trusted packages is not needed.
 */
enum RecordType {
  EXAMPLE(Example.class),
  FEATURES(Features.class),
  PREDICTION(Prediction.class),
  QUANTILE(Quantile.class),
  MODEL_VERSION(ModelVersion.class),
  DEAD_LETTER(DeadLetter.class),
  LEARNER_METRICS(LearnerMetrics.class),
  LABEL(Label.class),
  DECISION_REQUEST(DecisionRequest.class),
  ACTION(Action.class),
  DECISION(Decision.class),
  DECISION_SLOT(DecisionSlot.class),
  DECISION_INPUT(DecisionInput.class),
  OUTCOME(Outcome.class);

  private static final RecordType[] ALL = values();

  private final Class<? extends SpecificRecord> type;

  RecordType(Class<? extends SpecificRecord> type) {
    this.type = type;
  }

  static RecordType of(Class<? extends SpecificRecord> type) {
    for (RecordType candidate : ALL) {
      if (candidate.type == type) {
        return candidate;
      }
    }
    throw new IllegalArgumentException(
        "type must be a record of the protocol: type=" + type.getName());
  }

  static RecordType of(Schema schema) {
    for (RecordType candidate : ALL) {
      if (candidate.schema().getFullName().equals(schema.getFullName())) {
        return candidate;
      }
    }
    throw new IllegalArgumentException(
        "schema must be a record of the protocol: schema=" + schema.getFullName());
  }

  /** The schema that the generated class was made from. */
  Schema schema() {
    return switch (this) {
      case EXAMPLE -> Example.getClassSchema();
      case FEATURES -> Features.getClassSchema();
      case PREDICTION -> Prediction.getClassSchema();
      case QUANTILE -> Quantile.getClassSchema();
      case MODEL_VERSION -> ModelVersion.getClassSchema();
      case DEAD_LETTER -> DeadLetter.getClassSchema();
      case LEARNER_METRICS -> LearnerMetrics.getClassSchema();
      case LABEL -> Label.getClassSchema();
      case DECISION_REQUEST -> DecisionRequest.getClassSchema();
      case ACTION -> Action.getClassSchema();
      case DECISION -> Decision.getClassSchema();
      case DECISION_SLOT -> DecisionSlot.getClassSchema();
      case DECISION_INPUT -> DecisionInput.getClassSchema();
      case OUTCOME -> Outcome.getClassSchema();
    };
  }

  /** A new record, every field null or zero. */
  SpecificRecord create() {
    return switch (this) {
      case EXAMPLE -> new Example();
      case FEATURES -> new Features();
      case PREDICTION -> new Prediction();
      case QUANTILE -> new Quantile();
      case MODEL_VERSION -> new ModelVersion();
      case DEAD_LETTER -> new DeadLetter();
      case LEARNER_METRICS -> new LearnerMetrics();
      case LABEL -> new Label();
      case DECISION_REQUEST -> new DecisionRequest();
      case ACTION -> new Action();
      case DECISION -> new Decision();
      case DECISION_SLOT -> new DecisionSlot();
      case DECISION_INPUT -> new DecisionInput();
      case OUTCOME -> new Outcome();
    };
  }
}
