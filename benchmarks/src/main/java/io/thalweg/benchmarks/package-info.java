/**
 * What is fast and by how much: JMH benchmarks and side-by-side runs against peers on the same
 * input. Never shipped. Start reading at {@link io.thalweg.benchmarks.LearnerBenchmark}.
 */
package io.thalweg.benchmarks;
