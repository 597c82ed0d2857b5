package io.thalweg.stream;

import org.apache.flink.api.common.accumulators.DoubleCounter;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * What a subtask has answered and learned since the job's first start, restarts included: it is
 * checkpointed with the models. For progress lines, the summary and metrics; models do not depend
 * on it.
 */
public final class LearnerTally {
  private final LongCounter eventsCounter = new LongCounter();
  private final LongCounter learnedCounter = new LongCounter();
  private final DoubleCounter lossCounter = new DoubleCounter();
  private final DoubleCounter weightCounter = new DoubleCounter();
  private long events;
  private long learned;
  private double lossSum;
  private double weightSum;

  public void register(RuntimeContext context) {
    context.addAccumulator(JobCounters.EVENTS, eventsCounter);
    context.addAccumulator(JobCounters.LEARNED, learnedCounter);
    context.addAccumulator(JobCounters.LOSS_SUM, lossCounter);
    context.addAccumulator(JobCounters.WEIGHT_SUM, weightCounter);
  }

  public void answered() {
    events++;
  }

  public void learned(double loss, double weight) {
    learned++;
    lossSum += weight * loss;
    weightSum += weight;
  }

  public void add(double[] saved) {
    events += (long) saved[0];
    learned += (long) saved[1];
    lossSum += saved[2];
    weightSum += saved[3];
  }

  public double[] save() {
    return new double[] {events, learned, lossSum, weightSum};
  }

  /** Shows the counts to whoever asks the job for its accumulators. */
  public void publish() {
    set(eventsCounter, events);
    set(learnedCounter, learned);
    lossCounter.resetLocal();
    lossCounter.add(lossSum);
    weightCounter.resetLocal();
    weightCounter.add(weightSum);
  }

  private static void set(LongCounter counter, long value) {
    counter.resetLocal();
    counter.add(value);
  }

  public long events() {
    return events;
  }

  public long learned() {
    return learned;
  }

  public double progressiveLoss() {
    return weightSum > 0 ? lossSum / weightSum : 0;
  }
}
