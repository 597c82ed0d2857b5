package io.thalweg.it;

import io.thalweg.decide.CheckedRequest;
import io.thalweg.decide.DecideOperator;
import io.thalweg.decide.DecideOptions;
import io.thalweg.decide.DeciderSpec;
import io.thalweg.decide.LedgerEvent;
import io.thalweg.stream.DeadLetters;
import io.thalweg.stream.ModelSpecs;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** The deciding operator, which fails where the job's {@link Faults} want it. */
class FaultyDecider extends DecideOperator {
  private static final long serialVersionUID = 1L;

  private final String job;
  private transient Faults faults;

  FaultyDecider(
      String job, ModelSpecs<DeciderSpec> specs, DecideOptions options, DeadLetters letters) {
    super(specs, options, letters);
    this.job = job;
  }

  @Override
  public void open() throws Exception {
    super.open();
    faults = Faults.of(job);
  }

  @Override
  public void processElement1(StreamRecord<CheckedRequest> record) throws Exception {
    super.processElement1(record);
    faults.event();
    faults.at(Faults.Place.LEARNER);
  }

  @Override
  public void processElement2(StreamRecord<LedgerEvent> record) throws Exception {
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
