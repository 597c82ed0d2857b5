package io.thalweg.benchmarks;

import io.thalweg.Prediction;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import io.thalweg.state.LinearModels;
import io.thalweg.state.ModelHeader;
import io.thalweg.state.ModelProgress;
import io.thalweg.state.SettingsDigest;
import io.thalweg.stream.CheckedExample;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * A learner as one writes it without a cache: each event reads its model's bytes from keyed state
 * and writes them back, through the same codec. For models of one page.
 */
final class PerEventLearner extends AbstractStreamOperator<Prediction>
    implements OneInputStreamOperator<CheckedExample, Prediction> {
  private static final long serialVersionUID = 1L;

  private final LearnerSpec spec;
  private transient Answers answers;
  private transient LinearModels codec;
  private transient long settings;
  private transient ValueState<byte[]> state;

  PerEventLearner(LearnerSpec spec) {
    this.spec = spec;
  }

  @Override
  public void open() throws Exception {
    super.open();
    answers = new Answers(spec);
    codec = new LinearModels(spec);
    settings = SettingsDigest.of(spec.canonical());
    state =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("model", BytePrimitiveArraySerializer.INSTANCE));
  }

  @Override
  public void processElement(StreamRecord<CheckedExample> record) throws Exception {
    byte[] stored = state.value();
    LinearModel model;
    ModelProgress progress;
    if (stored == null) {
      model = codec.create();
      progress = new ModelProgress();
    } else {
      progress = ModelHeader.read(stored).progress();
      model = codec.decode(ModelHeader.body(stored), PerEventLearner::noPages);
    }
    Prediction answer = answers.learn(record.getValue(), model, progress);
    state.update(new ModelHeader(codec.family(), settings, progress).write(codec.encode(model)));
    output.collect(record.replace(answer));
  }

  private static void noPages(int page, double[] into, int offset) {
    throw new IllegalStateException("a model of one page has none beside it: page=" + page);
  }
}
