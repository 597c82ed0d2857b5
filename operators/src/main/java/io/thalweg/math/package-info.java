/**
 * The numerics under every learner: vectors, kernels with one canonical summation order, keyed
 * hashing, stable scalar functions. Imports nothing of ours; knows no Flink, no clock, no thread.
 * Start reading at {@link io.thalweg.math.FeatureVector}.
 */
package io.thalweg.math;
