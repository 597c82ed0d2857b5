package io.thalweg.it;

import io.thalweg.stream.CheckedExample;
import io.thalweg.stream.CheckedLabel;
import io.thalweg.stream.DeadLetters;
import io.thalweg.stream.JoinOperator;
import io.thalweg.stream.JoinOptions;
import io.thalweg.stream.LearnerOptions;
import io.thalweg.stream.ModelSpec;
import io.thalweg.stream.ModelSpecs;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** The joining operator, which fails where the job's {@link Faults} want it. */
class FaultyJoin extends JoinOperator {
  private static final long serialVersionUID = 1L;

  private final String job;
  private transient Faults faults;

  FaultyJoin(
      String job,
      ModelSpecs<ModelSpec> specs,
      LearnerOptions options,
      JoinOptions join,
      DeadLetters letters) {
    super(specs, options, join, letters);
    this.job = job;
  }

  @Override
  public void open() throws Exception {
    super.open();
    faults = Faults.of(job);
  }

  @Override
  public void processElement1(StreamRecord<CheckedExample> record) throws Exception {
    super.processElement1(record);
    faults.event();
    faults.at(Faults.Place.LEARNER);
  }

  @Override
  public void processElement2(StreamRecord<CheckedLabel> record) throws Exception {
    super.processElement2(record);
    faults.at(Faults.Place.LEARNER);
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    super.onEventTime(timer);
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
