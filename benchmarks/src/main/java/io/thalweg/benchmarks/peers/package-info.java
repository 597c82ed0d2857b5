/**
 * Progressive losses of the learner that needs no tuning beside those of Vowpal Wabbit as it comes
 * and of textbook learners with the best constants of a grid: {@code benchmarks/run peers} writes
 * {@code docs/comparison.md}. Start reading at {@link io.thalweg.benchmarks.peers.Comparison}.
 */
package io.thalweg.benchmarks.peers;
