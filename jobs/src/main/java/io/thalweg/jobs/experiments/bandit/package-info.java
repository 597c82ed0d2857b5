/**
 * Contextual bandit agents on synthetic problems, beside the figures of another implementation.
 * Uses {@link io.thalweg.bandit} alone, no Flink and no Kafka. Start reading at {@link
 * io.thalweg.jobs.experiments.bandit.Environment}.
 */
package io.thalweg.jobs.experiments.bandit;
