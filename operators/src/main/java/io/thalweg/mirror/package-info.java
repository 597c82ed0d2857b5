/**
 * Online linear learners for streams of labelled examples: losses, algorithms, and the learners
 * made of them, optimistic mirror descent first of all. Imports {@link io.thalweg.math} and {@link
 * io.thalweg.convex} and nothing else of ours; knows no Flink, no clock, no thread. Start reading
 * at {@link io.thalweg.mirror.Learner} and {@link io.thalweg.mirror.MirrorDescent}.
 */
package io.thalweg.mirror;
