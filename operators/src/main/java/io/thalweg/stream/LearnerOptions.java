package io.thalweg.stream;

import java.io.Serializable;

/**
 * How a {@link LearnerOperator} runs; none of it changes a model.
 *
 * @param cacheBytes heap for cached models, per subtask, in bytes
 * @param metricsEvery learned events of a model between two of its {@link
 *     io.thalweg.LearnerMetrics}; 0 for none
 * @param modelGauges number of models, per subtask, that get Flink metrics of their own
 */
public record LearnerOptions(long cacheBytes, long metricsEvery, int modelGauges)
    implements Serializable {
  public LearnerOptions {
    if (cacheBytes <= 0) {
      throw new IllegalArgumentException("cacheBytes must be positive: cacheBytes=" + cacheBytes);
    }
    if (metricsEvery < 0 || modelGauges < 0) {
      throw new IllegalArgumentException(
          "counts must be 0 or more: metricsEvery=%d, modelGauges=%d"
              .formatted(metricsEvery, modelGauges));
    }
  }
}
