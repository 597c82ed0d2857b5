/**
 * Worlds to decide in: requests are asked and outcomes told over Kafka, by clients that share
 * nothing with the decide job but its topics. May use settings, local and the graph of the job; the
 * demo and the command line use it. Start reading at {@link io.thalweg.jobs.simulate.Simulation}.
 */
package io.thalweg.jobs.simulate;
