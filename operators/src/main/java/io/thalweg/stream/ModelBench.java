package io.thalweg.stream;

import io.thalweg.LearnerMetrics;
import io.thalweg.ModelVersion;
import io.thalweg.Prediction;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.Reading;
import io.thalweg.state.LinearModels;
import io.thalweg.state.ModelProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.DoublePrimitiveArraySerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Where an operator works on its models: their settings and learners, the {@link ModelCache} in
 * front of keyed state, what is counted and shown of them. Operators say when an example is
 * answered and when it is learned; how, is the same for all and stands here.
 *
 * <p>Protocol: made in the operator's {@code initializeState}, {@link #open} in its {@code open},
 * {@link #writeBack} and {@link #snapshot} in its {@code snapshotState}. Between them, models are
 * worked on under their own key only.
 */
final class ModelBench {
  private static final ListStateDescriptor<double[]> TALLY_STATE =
      new ListStateDescriptor<>("tally", DoublePrimitiveArraySerializer.INSTANCE);

  private static final int PUBLISH_EVERY = 1024;

  private final ModelSpecs<ModelSpec> specs;
  private final LearnerOptions options;
  private final List<Learner> learners = new ArrayList<>();
  private final List<LinearModels> codecs = new ArrayList<>();
  private final Answer answer = new Answer();
  private final LearnerTally tally = new LearnerTally();
  private final ListState<double[]> tallyState;
  private final LearnedSettings settings;
  private ModelCache<LinearModel> cache;
  private LearnerGauges gauges;
  private Output<? extends StreamRecord<?>> output;

  /**
   * The bench of an operator that starts or is restored.
   *
   * @throws SuppressRestartsException if the restored models were learned under other settings
   */
  ModelBench(
      ModelSpecs<ModelSpec> specs, LearnerOptions options, StateInitializationContext context)
      throws Exception {
    this.specs = specs;
    this.options = options;
    for (int i = 0; i < specs.size(); i++) {
      learners.add(Learner.of(specs.get(i).learner()));
      codecs.add(new LinearModels(specs.get(i).learner()));
    }
    tallyState = context.getOperatorStateStore().getListState(TALLY_STATE);
    for (double[] saved : tallyState.get()) {
      tally.add(saved);
    }
    settings = new LearnedSettings(specs, context);
  }

  /**
   * Begins the work.
   *
   * @param operator whose keyed state holds the models
   * @param out its output, which takes the models' metrics to {@link LearnerOperator#METRICS}
   */
  void open(AbstractStreamOperator<?> operator, Output<? extends StreamRecord<?>> out) {
    output = out;
    cache =
        new ModelCache<>(
            options.cacheBytes(),
            new KeyedModelStore<>(operator, operator.getKeyedStateStore(), specs, codecs));
    gauges = new LearnerGauges(operator.getMetricGroup(), cache, tally, options.modelGauges());
    tally.register(operator.getRuntimeContext());
    tally.publish();
  }

  /** The answer of the example's model as it stands, which changes nothing. */
  Prediction answer(CheckedExample example) throws Exception {
    CachedModel<LinearModel> cached = cache.get(example.model());
    Learner learner = learners.get(cached.spec());
    boolean stale = isStale(cached, example.time());
    LinearModel model = stale ? learner.create() : cached.model();
    ModelProgress progress = stale ? new ModelProgress() : cached.progress();
    learner.predict(model, example.features(), answer);
    cache.account(cached);
    answered();
    return prediction(example, learner, progress);
  }

  /** The answer of the example's model as it stands, with its loss; the example is then learned. */
  Prediction learn(CheckedExample example) throws Exception {
    CachedModel<LinearModel> cached = cache.get(example.model());
    Learner learner = learners.get(cached.spec());
    if (isStale(cached, example.time())) {
      cached.forget(learner.create());
    }
    learner.learn(cached.model(), example.features(), example.label(), example.weight(), answer);
    Prediction prediction = prediction(example, learner, cached.progress());
    prediction.setLabel(example.label());
    prediction.setLoss(answer.loss());
    learned(cached, learner, example, answer.loss());
    answered();
    return prediction;
  }

  /**
   * What has to be kept of the answer that {@link #answer} would give, to tell its loss later;
   * changes nothing.
   */
  double[] forecast(CheckedExample example) throws Exception {
    CachedModel<LinearModel> cached = cache.get(example.model());
    Learner learner = learners.get(cached.spec());
    LinearModel model = isStale(cached, example.time()) ? learner.create() : cached.model();
    learner.predict(model, example.features(), answer);
    cache.account(cached);
    return learner.spec().loss().forecast(answer);
  }

  /**
   * Learns an example that was answered before.
   *
   * @param forecast what was kept of that answer, whose loss counts
   */
  void learn(CheckedExample example, double[] forecast) throws Exception {
    CachedModel<LinearModel> cached = cache.get(example.model());
    Learner learner = learners.get(cached.spec());
    if (isStale(cached, example.time())) {
      cached.forget(learner.create());
    }
    learner.learn(cached.model(), example.features(), example.label(), example.weight(), answer);
    double loss = learner.spec().loss().value(forecast, example.label());
    learned(cached, learner, example, loss);
  }

  private void learned(
      CachedModel<LinearModel> cached, Learner learner, CheckedExample example, double loss)
      throws Exception {
    ModelProgress progress = cached.progress();
    progress.learned(example.digest(), example.time(), loss, example.weight());
    tally.learned(loss, example.weight());
    cache.touched(cached);
    gauges.learned(cached, learner);
    if (options.metricsEvery() > 0 && progress.events() % options.metricsEvery() == 0) {
      output.collect(
          LearnerOperator.METRICS, new StreamRecord<>(metrics(cached, learner), example.time()));
    }
  }

  private void answered() {
    tally.answered();
    if (tally.events() % PUBLISH_EVERY == 0) {
      tally.publish();
    }
  }

  /** Whether a model has learned nothing for so long that it counts as forgotten. */
  private boolean isStale(CachedModel<LinearModel> cached, long time) {
    ModelProgress progress = cached.progress();
    return progress.events() > 0
        && time - progress.lastEventTime() > specs.get(cached.spec()).idleMillis();
  }

  private Prediction prediction(CheckedExample example, Learner learner, ModelProgress progress) {
    Prediction prediction =
        new Prediction(
            example.model(),
            example.id(),
            Instant.ofEpochMilli(example.time()),
            answer.prediction(),
            answer.margin(),
            null,
            null,
            version(progress),
            null,
            null);
    if (answer.scoreCount() > 0) {
      Scores.put(answer, learner.spec(), prediction);
    }
    return prediction;
  }

  private static ModelVersion version(ModelProgress progress) {
    return new ModelVersion(progress.events(), HexFormat.of().toHexDigits(progress.digest()));
  }

  private static LearnerMetrics metrics(CachedModel<LinearModel> cached, Learner learner) {
    ModelProgress progress = cached.progress();
    Reading reading = learner.read(cached.model());
    return new LearnerMetrics(
        cached.name(),
        Instant.ofEpochMilli(progress.lastEventTime()),
        version(progress),
        progress.weightSum(),
        progress.progressiveLoss(),
        orNull(reading.stepSize()),
        orNull(reading.variation()),
        orNull(reading.gradientSquares()),
        orNull(reading.projectedRounds() / progress.events()),
        orNull(reading.movement()),
        reading.expertWeights().isEmpty() ? null : reading.expertWeights());
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** Makes keyed state hold what the cache holds. */
  void writeBack() throws Exception {
    cache.writeBack();
  }

  /**
   * Puts the counts and the settings into operator state.
   *
   * @param subtask index of the operator's subtask; the first speaks for the settings
   */
  void snapshot(int subtask) throws Exception {
    tallyState.update(List.of(tally.save()));
    settings.snapshot(subtask);
  }

  /** Shows the counts as they stand. */
  void publish() {
    tally.publish();
  }
}
