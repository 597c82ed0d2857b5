package io.thalweg.it;

import io.thalweg.stream.CheckedExample;
import io.thalweg.stream.LearnerOperator;
import io.thalweg.stream.LearnerOptions;
import io.thalweg.stream.ModelSpec;
import io.thalweg.stream.ModelSpecs;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** The learner operator, which fails where the job's {@link Faults} want it. */
class FaultyLearner extends LearnerOperator {
  private static final long serialVersionUID = 1L;

  private final String job;
  private transient Faults faults;

  FaultyLearner(String job, ModelSpecs<ModelSpec> specs, LearnerOptions options) {
    super(specs, options);
    this.job = job;
  }

  @Override
  public void open() throws Exception {
    super.open();
    faults = Faults.of(job);
  }

  @Override
  public void processElement(StreamRecord<CheckedExample> record) throws Exception {
    super.processElement(record);
    faults.event();
    faults.at(Faults.Place.LEARNER);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    faults.at(Faults.Place.LEARNER_SNAPSHOT);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    super.notifyCheckpointComplete(checkpoint);
    faults.at(Faults.Place.LEARNER_COMPLETE);
  }
}
