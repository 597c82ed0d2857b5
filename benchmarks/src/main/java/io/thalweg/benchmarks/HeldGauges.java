package io.thalweg.benchmarks;

import io.thalweg.stream.MetricNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * The operators' own numeric gauges, for a benchmark that runs in the same JVM: their values while
 * a job runs, and the last ones once it has ended.
 */
public final class HeldGauges implements MetricReporter {
  private static final Map<String, Gauge<?>> LIVE = new ConcurrentHashMap<>();
  private static final Map<String, Double> ENDED = new ConcurrentHashMap<>();

  /** Made by {@link Factory} alone. */
  private HeldGauges() {}

  /** The sum over a job's subtasks, running or ended, of the operators' gauge of that name. */
  static double sum(String job, String name) {
    Map<String, Double> values = new HashMap<>();
    LIVE.forEach((identifier, gauge) -> values.put(identifier, number(gauge)));
    values.putAll(ENDED);
    return values.entrySet().stream()
        .filter(value -> isOf(value.getKey(), job, name))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static boolean isOf(String identifier, String job, String name) {
    return identifier.contains("." + job + ".") && isOurs(identifier, name);
  }

  private static boolean isOurs(String identifier, String name) {
    return identifier.endsWith("." + MetricNames.GROUP + "." + name);
  }

  private static double number(Gauge<?> gauge) {
    return ((Number) gauge.getValue()).doubleValue();
  }

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    String identifier = group.getMetricIdentifier(name);
    if (metric instanceof Gauge<?> gauge && isOurs(identifier, name)) {
      LIVE.put(identifier, gauge);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    String identifier = group.getMetricIdentifier(name);
    Gauge<?> gauge = LIVE.get(identifier);
    if (gauge != null) {
      ENDED.put(identifier, number(gauge));
      LIVE.remove(identifier);
    }
  }

  /** How Flink makes the reporter. */
  public static final class Factory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
      return new HeldGauges();
    }
  }
}
