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

    private final MetricGroup group;
    private volatile double progressiveLoss;
    private volatile Reading learner = UNREAD;
    private volatile double projectedShare = Double.NaN;
    private volatile long lastEventTime;
    private int experts;

    Shown(MetricGroup group) {
      this.group = group;
    }

    void take(CachedModel<LinearModel> cached, Learner learner) {
      Reading reading = learner.read(cached.model());
      progressiveLoss = cached.progress().progressiveLoss();
      projectedShare = reading.projectedRounds() / cached.progress().events();
      this.learner = reading;
      lastEventTime = cached.progress().lastEventTime();
      while (experts < reading.expertWeights().size()) {
        int expert = experts++;
        gauge(
            group.addGroup(MetricNames.EXPERT, Integer.toString(expert)),
            MetricNames.EXPERT_WEIGHT,
            () -> expertWeight(expert));
      }
    }

    private double expertWeight(int expert) {
      List<Double> weights = learner.expertWeights();
      return expert < weights.size() ? weights.get(expert) : Double.NaN;
    }
  }

  private static final int TAKE_EVERY = 64;

  private final MetricGroup group;
  private final int modelGauges;
  private final Shown latest;
  private final Map<String, Shown> byModel = new HashMap<>();
  private volatile long newestEventTime;
  private int untilTake;

  LearnerGauges(
      MetricGroup operatorGroup, ModelCache<?> cache, LearnerTally tally, int modelGauges) {
    this.group = operatorGroup.addGroup(MetricNames.GROUP);
    this.modelGauges = modelGauges;
    this.latest = new Shown(group);
    gauge(group, MetricNames.EVENTS, tally::events);
    gauge(group, MetricNames.PROGRESSIVE_LOSS, tally::progressiveLoss);
    gauge(group, MetricNames.CACHE_HITS, cache::hits);
    gauge(group, MetricNames.CACHE_MISSES, cache::misses);
    gauge(group, MetricNames.CACHE_BYTES, cache::bytes);
    gauge(group, MetricNames.DIRTY_BYTES_FLUSHED, cache::bytesWritten);
    learnerGauges(latest);
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
      Shown shown = new Shown(group.addGroup(MetricNames.MODEL, cached.name()));
      byModel.put(cached.name(), shown);
      gauge(shown.group, MetricNames.PROGRESSIVE_LOSS, () -> shown.progressiveLoss);
      learnerGauges(shown);
      own = shown;
    }
    if (own != null) {
      own.take(cached, learner);
    }
  }

  private void learnerGauges(Shown shown) {
    MetricGroup in = shown.group;
    gauge(in, MetricNames.STEP_SIZE, () -> shown.learner.stepSize());
    gauge(in, MetricNames.VARIATION, () -> shown.learner.variation());
    gauge(in, MetricNames.GRADIENT_SQUARES, () -> shown.learner.gradientSquares());
    gauge(in, MetricNames.HINT_GAIN, () -> shown.learner.hintGain());
    gauge(in, MetricNames.PROJECTED_SHARE, () -> shown.projectedShare);
    gauge(in, MetricNames.MOVEMENT, () -> shown.learner.movement());
    gauge(in, MetricNames.MODEL_AGE, () -> newestEventTime - shown.lastEventTime);
  }

  private static <T extends Number> void gauge(MetricGroup in, String name, Gauge<T> gauge) {
    in.gauge(name, gauge);
  }
}
