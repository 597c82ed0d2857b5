package io.thalweg.benchmarks;

import io.thalweg.Prediction;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.stream.CheckedExample;
import io.thalweg.stream.FeatureSpec;
import io.thalweg.stream.LearnerOperator;
import io.thalweg.stream.LearnerOptions;
import io.thalweg.stream.ModelSpec;
import io.thalweg.stream.ModelSpecs;
import java.util.List;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;

/** The ways to keep models that {@link StateBenchmark} sets side by side. */
enum StateAccess {
  /** The learner operator, its cache in front of RocksDB. */
  WRITE_BEHIND("write-behind", LocalFlink.Backend.ROCKSDB),
  /** Read, decode, learn, encode, write, each event. */
  PER_EVENT("RocksDB each event", LocalFlink.Backend.ROCKSDB),
  /** Model objects in Flink's heap backend, no bytes until a checkpoint. */
  HEAP("heap backend", LocalFlink.Backend.HASHMAP),
  /** The learner operator in front of the heap backend. */
  WRITE_BEHIND_HEAP("write-behind on heap", LocalFlink.Backend.HASHMAP);

  private final String shown;
  private final LocalFlink.Backend backend;

  StateAccess(String shown, LocalFlink.Backend backend) {
    this.shown = shown;
    this.backend = backend;
  }

  String shown() {
    return shown;
  }

  LocalFlink.Backend backend() {
    return backend;
  }

  /**
   * An operator that keeps its models in this way and answers as the others do.
   *
   * @param cacheBytes room of the cache, where there is one
   */
  OneInputStreamOperator<CheckedExample, Prediction> operator(LearnerSpec spec, long cacheBytes) {
    return switch (this) {
      case WRITE_BEHIND, WRITE_BEHIND_HEAP ->
          new LearnerOperator(
              new ModelSpecs<>(
                  List.of(
                      new ModelSpec(
                          "*", FeatureSpec.ofDimension(spec.dimension()), spec, Long.MAX_VALUE))),
              new LearnerOptions(cacheBytes, 0, 0));
      case PER_EVENT -> new PerEventLearner(spec);
      case HEAP -> new HeapLearner(spec);
    };
  }
}
