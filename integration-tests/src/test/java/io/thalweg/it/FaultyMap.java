package io.thalweg.it;

import io.thalweg.Prediction;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Stands between learner and sink: fails where the job's {@link Faults} want it, and takes its time
 * for each answer, as a slow sink does, so that the channels behind it fill up.
 */
final class FaultyMap extends RichMapFunction<Prediction, Prediction>
    implements CheckpointedFunction, CheckpointListener {
  private static final long serialVersionUID = 1L;

  private final String job;
  private final long paceNanos;
  private transient Faults faults;

  FaultyMap(String job, Duration pace) {
    this.job = job;
    this.paceNanos = pace.toNanos();
  }

  @Override
  public void open(OpenContext context) {
    faults = Faults.of(job);
  }

  @Override
  public Prediction map(Prediction answer) {
    if (paceNanos > 0) {
      LockSupport.parkNanos(paceNanos);
    }
    faults.at(Faults.Place.MAP);
    return answer;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {}

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    faults.at(Faults.Place.MAP_SNAPSHOT);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    faults.at(Faults.Place.MAP_COMPLETE);
  }
}
