/**
 * Numeric experiments that show, on streams of random numbers that every machine draws alike, what
 * theory says of the learners and what another implementation has measured. Uses the learner
 * packages alone, no Flink and no Kafka. Start reading at {@link
 * io.thalweg.jobs.experiments.Experiment}; one package below per family.
 */
package io.thalweg.jobs.experiments;
