package io.thalweg.stream;

import io.thalweg.LearnerMetrics;
import io.thalweg.Prediction;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Answers every example from its model as it stands, then learns it. Keyed by the model's name; the
 * order of a key's events is the order of learning.
 *
 * <p>Models live on a {@link ModelBench}; {@link #snapshotState} hands the changed ones to keyed
 * state before the backend takes its snapshot, so that a checkpoint holds exactly the fold of the
 * events before its barrier.
 */
public class LearnerOperator extends AbstractStreamOperator<Prediction>
    implements OneInputStreamOperator<CheckedExample, Prediction>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  /** How models stand, every so many events; see {@link LearnerOptions#metricsEvery}. */
  public static final OutputTag<LearnerMetrics> METRICS =
      new OutputTag<>("metrics", new AvroTypeInfo<>(LearnerMetrics.class));

  private final ModelSpecs<ModelSpec> specs;
  private final LearnerOptions options;

  private transient ModelBench bench;

  public LearnerOperator(ModelSpecs<ModelSpec> specs, LearnerOptions options) {
    this.specs = specs;
    this.options = options;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    bench = new ModelBench(specs, options, context);
  }

  @Override
  public void open() throws Exception {
    super.open();
    bench.open(this, output);
  }

  @Override
  public void processElement(StreamRecord<CheckedExample> record) throws Exception {
    CheckedExample example = record.getValue();
    Prediction answer = example.labelled() ? bench.learn(example) : bench.answer(example);
    output.collect(record.replace(answer, example.time()));
  }

  /** Makes keyed state hold what the cache holds. A test may take this away to see it missed. */
  protected void writeBack() throws Exception {
    bench.writeBack();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    writeBack();
    bench.snapshot(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
    super.snapshotState(context);
  }

  @Override
  public void endInput() {
    bench.publish();
  }
}
