package io.thalweg.stream;

import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a learner operator shows of itself as Flink metrics. The subtask's own gauges speak of the
 * model that learned last; the first so many models have gauges of their own.
 */
final class LearnerGauges {
  /** What the gauges of one model read; written by the task thread, read by reporters. */
  private static final class Shown {
    private static final Reading UNREAD = new Reading(Double.NaN, 0, 0, 0, Double.NaN, List.of());

    private volatile double progressiveLoss;
    private volatile Reading learner = UNREAD;
    private volatile long lastEventTime;

    void take(CachedModel<LinearModel> cached, Learner learner) {
      progressiveLoss = cached.progress().progressiveLoss();
      this.learner = learner.read(cached.model());
      lastEventTime = cached.progress().lastEventTime();
    }
  }

  private static final int TAKE_EVERY = 64;

  private final MetricGroup group;
  private final int modelGauges;
  private final Shown latest = new Shown();
  private final Map<String, Shown> byModel = new HashMap<>();
  private volatile long newestEventTime;
  private int untilTake;

  LearnerGauges(
      MetricGroup operatorGroup, ModelCache<?> cache, LearnerTally tally, int modelGauges) {
    this.group = operatorGroup.addGroup(MetricNames.GROUP);
    this.modelGauges = modelGauges;
    gauge(group, MetricNames.EVENTS, tally::events);
    gauge(group, MetricNames.PROGRESSIVE_LOSS, tally::progressiveLoss);
    gauge(group, MetricNames.CACHE_HITS, cache::hits);
    gauge(group, MetricNames.CACHE_MISSES, cache::misses);
    gauge(group, MetricNames.CACHE_BYTES, cache::bytes);
    gauge(group, MetricNames.DIRTY_BYTES_FLUSHED, cache::bytesWritten);
    learnerGauges(group, latest);
  }

  /** Takes a reading of the model that has just learned; cheap for most calls. */
  void learned(CachedModel<LinearModel> cached, Learner learner) {
    long time = cached.progress().lastEventTime();
    if (time > newestEventTime) {
      newestEventTime = time;
    }
    if (--untilTake >= 0) {
      return;
    }
    untilTake = TAKE_EVERY - 1;
    latest.take(cached, learner);
    Shown own = byModel.get(cached.name());
    if (own == null && byModel.size() < modelGauges) {
      own = new Shown();
      byModel.put(cached.name(), own);
      MetricGroup model = group.addGroup(MetricNames.MODEL, cached.name());
      Shown shown = own;
      gauge(model, MetricNames.PROGRESSIVE_LOSS, () -> shown.progressiveLoss);
      learnerGauges(model, own);
    }
    if (own != null) {
      own.take(cached, learner);
    }
  }

  private void learnerGauges(MetricGroup in, Shown shown) {
    gauge(in, MetricNames.STEP_SIZE, () -> shown.learner.stepSize());
    gauge(in, MetricNames.VARIATION, () -> shown.learner.variation());
    gauge(in, MetricNames.HINT_GAIN, () -> shown.learner.hintGain());
    gauge(in, MetricNames.MODEL_AGE, () -> newestEventTime - shown.lastEventTime);
  }

  private static <T extends Number> void gauge(MetricGroup in, String name, Gauge<T> gauge) {
    in.gauge(name, gauge);
  }
}
