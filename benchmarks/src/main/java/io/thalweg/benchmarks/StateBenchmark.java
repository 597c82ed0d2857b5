package io.thalweg.benchmarks;

import io.thalweg.Prediction;
import io.thalweg.convex.Ball;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.SquaredLoss;
import io.thalweg.stream.CheckedExample;
import io.thalweg.stream.CheckedType;
import io.thalweg.stream.MetricNames;
import java.time.Duration;
import java.util.Locale;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Write-behind beside per-event access to RocksDB and beside the heap backend: what a model's way
 * from and to its state costs. Events come from memory, their features are few, answers are thrown
 * away; checkpoints are taken every second.
 */
public final class StateBenchmark {
  /** Bytes of a cached model beside the model itself, roughly. */
  private static final int CACHE_OVERHEAD_BYTES = 280;

  private static final double CACHED_SHARE = 0.95;
  private static final AvroTypeInfo<Prediction> PREDICTIONS = new AvroTypeInfo<>(Prediction.class);

  private final LocalFlink flink;
  private final int models;
  private final LearnerSpec spec;
  private final Duration window;

  private StateBenchmark(LocalFlink flink, int models, int dimension, Duration window) {
    this.window = window;
    this.flink = flink;
    this.models = models;
    this.spec = spec(dimension);
  }

  static LearnerSpec spec(int dimension) {
    return new LearnerSpec(
        new SquaredLoss(), new Ball(10), new ScaleFree(1), Hint.LAST_GRADIENT, dimension);
  }

  /** The examples' road through one way to keep models. */
  static SingleOutputStreamOperator<Prediction> build(
      StreamExecutionEnvironment env,
      StateAccess access,
      LearnerSpec spec,
      int models,
      long events,
      long cacheBytes) {
    env.setParallelism(1);
    return env.fromSource(
            new NumberSequenceSource(0, events - 1), WatermarkStrategy.noWatermarks(), "numbers")
        .map(new ExamplePool(models, spec.dimension()))
        .returns(CheckedType.EXAMPLE)
        .keyBy(CheckedExample::model)
        .transform("learner", PREDICTIONS, access.operator(spec, cacheBytes));
  }

  private Figures run(StateAccess access, double cachedShare) throws Exception {
    StreamExecutionEnvironment env = flink.environment(access.backend(), Duration.ofSeconds(1));
    Meter meter = new Meter();
    build(env, access, spec, models, Long.MAX_VALUE, (long) (cachedShare * workingSet()))
        .transform("meter", PREDICTIONS, meter.tap())
        .sinkTo(new DiscardingSink<>());
    LocalFlink.Job job = flink.submit(env);
    job.await(() -> meter.passed() > 10L * models, "every model to be met");
    job.await(Duration.ofSeconds(1));
    double hits = job.gauge(MetricNames.CACHE_HITS);
    double misses = job.gauge(MetricNames.CACHE_MISSES);
    meter.begin();
    job.await(window);
    Figures figures = meter.end();
    hits = job.gauge(MetricNames.CACHE_HITS) - hits;
    misses = job.gauge(MetricNames.CACHE_MISSES) - misses;
    job.cancel();
    return figures.withMissRate(misses / (hits + misses));
  }

  /** Heap that all models take in the cache, in bytes. */
  private long workingSet() {
    Learner learner = Learner.of(spec);
    LinearModel model = learner.create();
    learner.learn(
        model, new FeatureVector().sparse(new int[4], new float[4], 4), 1, 1, new Answer());
    return models * (model.heapBytes() + CACHE_OVERHEAD_BYTES);
  }

  private void contest(int repetitions) throws Exception {
    Contest contest = new Contest();
    for (StateAccess access : StateAccess.values()) {
      contest.add(access.shown(), () -> run(access, 2));
    }
    contest.add("write-behind, 5 % misses", () -> run(StateAccess.WRITE_BEHIND, CACHED_SHARE));
    contest.run(repetitions);

    String ours = StateAccess.WRITE_BEHIND.shown();
    String stored = StateAccess.PER_EVENT.shown();
    String heap = StateAccess.HEAP.shown();
    Table table =
        new Table(
            "models kept", "events/s", "task CPU µs", "miss rate", "× RocksDB", "× heap backend");
    for (String name : contest.names()) {
      Samples missRate = contest.samples(name, Figures::missRate);
      table.row(
          name,
          contest.samples(name, Figures::eventsPerSecond).shown("%,.0f"),
          contest.samples(name, Figures::taskMicros).shown("%.2f"),
          Double.isNaN(missRate.median())
              ? ""
              : String.format(Locale.ROOT, "%.3f", missRate.median()),
          contest.speedRatio(name, stored).shown("%.1f"),
          contest.speedRatio(name, heap).shown("%.2f"));
    }
    System.out.printf(
        Locale.ROOT,
        "%,d models of %,d weights (%,d bytes each)%n%n",
        models,
        spec.dimension(),
        8 * spec.dimension());
    table.print(System.out);
    System.out.printf(
        Locale.ROOT,
        "%s by %s in task CPU: %s%n%n",
        ours,
        stored,
        contest
            .samples(stored, Figures::taskMicros)
            .over(contest.samples(ours, Figures::taskMicros))
            .shown("%.1f"));
  }

  /** Arguments {@code repetitions=4 seconds=3}, the latter those of one window. */
  public static void main(String[] args) throws Exception {
    Arguments arguments = new Arguments(args);
    int repetitions = arguments.get("repetitions", 4);
    Duration window = Duration.ofSeconds(arguments.get("seconds", 3));
    System.out.println("## State: write-behind, RocksDB each event, heap backend\n");
    try (LocalFlink flink = LocalFlink.start()) {
      new StateBenchmark(flink, 10_000, 128, window).contest(repetitions);
      new StateBenchmark(flink, 1_000, 5_120, window).contest(repetitions);
    }
  }
}
