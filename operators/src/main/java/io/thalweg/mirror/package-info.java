/**
 * Optimistic online mirror descent for streams of labelled examples: losses, domains, step sizes,
 * hints, and the learner composed of them. Imports {@link io.thalweg.math} and nothing else of
 * ours; knows no Flink, no clock, no thread. Start reading at {@link
 * io.thalweg.mirror.MirrorDescent}.
 */
package io.thalweg.mirror;
