/**
 * Experiments on online mirror descent: what optimism, adaptivity and ensembles are worth in
 * numbers. Start reading at {@link io.thalweg.jobs.experiments.omd.OmdExperiments}.
 */
package io.thalweg.jobs.experiments.omd;
