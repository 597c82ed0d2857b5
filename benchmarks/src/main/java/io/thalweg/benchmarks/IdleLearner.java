package io.thalweg.benchmarks;

import io.thalweg.ModelVersion;
import io.thalweg.Prediction;
import io.thalweg.stream.CheckedExample;
import java.time.Instant;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Stands where the learner stands and does nothing: it keeps no models and answers every example
 * with one half, in a record as long as the learner's.
 */
final class IdleLearner extends AbstractStreamOperator<Prediction>
    implements OneInputStreamOperator<CheckedExample, Prediction> {
  private static final long serialVersionUID = 1L;

  private transient ModelVersion version;

  @Override
  public void open() throws Exception {
    super.open();
    version = new ModelVersion(1L << 14, "0123456789abcdef");
  }

  @Override
  public void processElement(StreamRecord<CheckedExample> record) {
    CheckedExample example = record.getValue();
    Prediction answer =
        new Prediction(
            example.model(),
            example.id(),
            Instant.ofEpochMilli(example.time()),
            0.5,
            0.0,
            example.label(),
            Math.log(2),
            version,
            null,
            null);
    output.collect(record.replace(answer, example.time()));
  }
}
