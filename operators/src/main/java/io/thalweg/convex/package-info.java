/**
 * Online convex optimization on dense vectors of doubles: domains and their projections,
 * regularizers and their proximal steps, step sizes, hints, and the optimistic optimizers composed
 * of them. Imports {@link io.thalweg.math} and nothing else of ours; knows no losses of labels, no
 * Flink, no clock, no thread. Start reading at {@link io.thalweg.convex.Domain}.
 */
package io.thalweg.convex;
