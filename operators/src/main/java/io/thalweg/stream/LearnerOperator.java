package io.thalweg.stream;

import io.thalweg.LearnerMetrics;
import io.thalweg.ModelVersion;
import io.thalweg.Prediction;
import io.thalweg.mirror.Evaluation;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.MirrorDescent;
import io.thalweg.state.LinearModels;
import io.thalweg.state.ModelProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.DoublePrimitiveArraySerializer;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.execution.SuppressRestartsException;
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
 * <p>Models live in a {@link ModelCache}; {@link #snapshotState} hands the changed ones to keyed
 * state before the backend takes its snapshot, so that a checkpoint holds exactly the fold of the
 * events before its barrier.
 */
public class LearnerOperator extends AbstractStreamOperator<Prediction>
    implements OneInputStreamOperator<CheckedExample, Prediction>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  /** How models stand, every so many events; see {@link LearnerOptions#metricsEvery}. */
  public static final OutputTag<LearnerMetrics> METRICS =
      new OutputTag<>("metrics", new AvroTypeInfo<>(LearnerMetrics.class));

  /** Operator state that says under which settings the models were learned, one line an entry. */
  public static final ListStateDescriptor<String> SETTINGS_STATE =
      new ListStateDescriptor<>("settings", StringSerializer.INSTANCE);

  private static final ListStateDescriptor<double[]> TALLY_STATE =
      new ListStateDescriptor<>("tally", DoublePrimitiveArraySerializer.INSTANCE);

  private static final int PUBLISH_EVERY = 1024;

  private final ModelSpecs specs;
  private final LearnerOptions options;

  private transient List<MirrorDescent> learners;
  private transient ModelCache<LinearModel> cache;
  private transient LearnerGauges gauges;
  private transient LearnerTally tally;
  private transient ListState<double[]> tallyState;
  private transient ListState<String> settingsState;

  public LearnerOperator(ModelSpecs specs, LearnerOptions options) {
    this.specs = specs;
    this.options = options;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    tally = new LearnerTally();
    tallyState = context.getOperatorStateStore().getListState(TALLY_STATE);
    for (double[] saved : tallyState.get()) {
      tally.add(saved);
    }
    settingsState = context.getOperatorStateStore().getListState(SETTINGS_STATE);
    if (context.isRestored()) {
      refuseOtherSettings(settingsState.get());
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    learners = new ArrayList<>();
    List<LinearModels> codecs = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      learners.add(new MirrorDescent(specs.get(i).learner()));
      codecs.add(new LinearModels(specs.get(i).learner()));
    }
    cache =
        new ModelCache<>(
            options.cacheBytes(), new KeyedModelStore<>(this, getKeyedStateStore(), specs, codecs));
    gauges = new LearnerGauges(getMetricGroup(), cache, tally, options.modelGauges());
    tally.register(getRuntimeContext());
    tally.publish();
  }

  @Override
  public void processElement(StreamRecord<CheckedExample> record) throws Exception {
    CheckedExample example = record.getValue();
    CachedModel<LinearModel> cached = cache.get(example.model());
    ModelSpec spec = specs.get(cached.spec());
    MirrorDescent learner = learners.get(cached.spec());
    boolean stale = isStale(cached.progress(), example.time(), spec.idleMillis());
    Prediction answer;
    if (!example.labelled()) {
      LinearModel model = stale ? learner.create() : cached.model();
      ModelProgress progress = stale ? new ModelProgress() : cached.progress();
      double margin = learner.margin(model, example.features());
      answer = answer(example, progress, margin, spec.learner().loss().prediction(margin));
      cache.account(cached);
    } else {
      if (stale) {
        cached.forget(learner.create());
      }
      answer = learn(example, cached, learner);
    }
    tally.answered();
    if (tally.events() % PUBLISH_EVERY == 0) {
      tally.publish();
    }
    output.collect(record.replace(answer, example.time()));
  }

  private Prediction learn(
      CheckedExample example, CachedModel<LinearModel> cached, MirrorDescent learner)
      throws Exception {
    ModelProgress progress = cached.progress();
    double margin =
        learner.learn(cached.model(), example.features(), example.label(), example.weight());
    Evaluation evaluation = learner.evaluation();
    double value = evaluation.value();
    Prediction answer = answer(example, progress, margin, evaluation.prediction());
    answer.setLabel(example.label());
    answer.setLoss(value);
    progress.learned(example.digest(), example.time(), value, example.weight());
    tally.learned(value, example.weight());
    cache.touched(cached);
    gauges.learned(cached, learner);
    if (options.metricsEvery() > 0 && progress.events() % options.metricsEvery() == 0) {
      output.collect(METRICS, new StreamRecord<>(metrics(cached, learner), example.time()));
    }
    return answer;
  }

  private static boolean isStale(ModelProgress progress, long time, long idleMillis) {
    return progress.events() > 0 && time - progress.lastEventTime() > idleMillis;
  }

  private static Prediction answer(
      CheckedExample example, ModelProgress progress, double margin, double prediction) {
    return new Prediction(
        example.model(),
        example.id(),
        Instant.ofEpochMilli(example.time()),
        prediction,
        margin,
        null,
        null,
        version(progress));
  }

  private static ModelVersion version(ModelProgress progress) {
    return new ModelVersion(progress.events(), HexFormat.of().toHexDigits(progress.digest()));
  }

  private static LearnerMetrics metrics(CachedModel<LinearModel> cached, MirrorDescent learner) {
    ModelProgress progress = cached.progress();
    LinearModel model = cached.model();
    double stepSize = learner.stepSize(model);
    return new LearnerMetrics(
        cached.name(),
        Instant.ofEpochMilli(progress.lastEventTime()),
        version(progress),
        progress.weightSum(),
        progress.progressiveLoss(),
        Double.isNaN(stepSize) ? null : stepSize,
        model.variation(),
        model.gradientSquares());
  }

  /** Makes keyed state hold what the cache holds. A test may take this away to see it missed. */
  protected void writeBack() throws Exception {
    cache.writeBack();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    writeBack();
    tallyState.update(List.of(tally.save()));
    settingsState.update(
        getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0
            ? settingsLines()
            : List.of());
    super.snapshotState(context);
  }

  @Override
  public void endInput() {
    tally.publish();
  }

  private List<String> settingsLines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      lines.add(specs.get(i).name() + "\t" + specs.get(i).canonical());
    }
    return lines;
  }

  private void refuseOtherSettings(Iterable<String> stored) {
    for (String line : stored) {
      int tab = line.lastIndexOf('\t');
      String name = line.substring(0, tab);
      String canonical = line.substring(tab + 1);
      for (int i = 0; i < specs.size(); i++) {
        if (specs.get(i).name().equals(name) && !specs.get(i).canonical().equals(canonical)) {
          throw new SuppressRestartsException(
              new IllegalArgumentException(
                  "models."
                      + name
                      + " must keep the settings that its state was learned under:"
                      + " stored={"
                      + canonical
                      + "}, now={"
                      + specs.get(i).canonical()
                      + "}"));
        }
      }
    }
  }
}
