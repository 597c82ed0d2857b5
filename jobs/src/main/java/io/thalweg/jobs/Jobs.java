package io.thalweg.jobs;

import io.thalweg.jobs.settings.DecideSettings;
import io.thalweg.jobs.settings.JobSettings;
import io.thalweg.jobs.settings.OptimizeSettings;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Builds jobs of every kind. */
public final class Jobs {
  private Jobs() {}

  /** Adds the whole job of {@code settings} to {@code env}. */
  public static void build(StreamExecutionEnvironment env, JobSettings settings) {
    if (settings instanceof OptimizeSettings optimize) {
      OptimizeJob.build(env, optimize);
    } else if (settings instanceof DecideSettings decide) {
      DecideJob.build(env, decide);
    } else {
      throw new IllegalStateException("settings of no job: " + settings.getClass());
    }
  }

  /** Sets what every job needs of its environment. */
  static void configure(StreamExecutionEnvironment env, JobSettings settings) {
    env.setParallelism(settings.runtime().parallelism());
    env.setMaxParallelism(settings.runtime().maxParallelism());
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    env.configure(configuration);
  }
}
