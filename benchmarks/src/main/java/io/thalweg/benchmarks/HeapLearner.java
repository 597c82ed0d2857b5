package io.thalweg.benchmarks;

import io.thalweg.Prediction;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.stream.CheckedExample;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** A learner whose models are objects in Flink's keyed state, for the heap backend. */
final class HeapLearner extends AbstractStreamOperator<Prediction>
    implements OneInputStreamOperator<CheckedExample, Prediction> {
  private static final long serialVersionUID = 1L;

  private final LearnerSpec spec;
  private transient Answers answers;
  private transient ValueState<HeapModel> state;

  HeapLearner(LearnerSpec spec) {
    this.spec = spec;
  }

  @Override
  public void open() throws Exception {
    super.open();
    answers = new Answers(spec);
    state =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("model", new HeapModelSerializer(spec)));
  }

  @Override
  public void processElement(StreamRecord<CheckedExample> record) throws Exception {
    HeapModel kept = state.value();
    if (kept == null) {
      kept = HeapModel.create(spec);
    }
    Prediction answer = answers.learn(record.getValue(), kept.model(), kept.progress());
    state.update(kept);
    output.collect(record.replace(answer));
  }
}
