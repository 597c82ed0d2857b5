/**
 * Online convex optimization on dense vectors of doubles: domains and their projections,
 * regularizers and their proximal steps, step rules, hints, and the optimistic optimizers composed
 * of them. A record tells what something is, in a canonical word too; a kernel beside it does the
 * work on arrays. Imports {@link io.thalweg.math} and nothing else of ours; knows no losses of
 * labels, no Flink, no clock, no thread. Start reading at {@link io.thalweg.convex.Optimizer}, then
 * at {@link io.thalweg.convex.OptimisticMirrorDescent}.
 */
package io.thalweg.convex;
