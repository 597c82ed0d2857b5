package io.thalweg.wire;

import org.apache.avro.specific.SpecificRecord;

/**
 * Writes the records of the protocol.
 *
 * <p>An instance belongs to one thread; it keeps a buffer between calls.
 */
public interface RecordEncoder {
  /**
   * Encodes one record; in JSON without a line break, neither inside nor at the end.
   *
   * @param record an Example, Label, Prediction, DecisionRequest, Decision, Outcome, DeadLetter or
   *     LearnerMetrics
   * @return a new array that holds the record and nothing else
   * @throws IllegalArgumentException if the record lacks a field that its schema requires
   */
  byte[] encode(SpecificRecord record);
}
