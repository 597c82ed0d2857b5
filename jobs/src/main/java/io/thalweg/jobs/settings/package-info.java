/**
 * The settings of the jobs: one YAML file and its overrides, read into immutable records. Each
 * option is declared once, in {@link io.thalweg.jobs.settings.JobOptions} where all jobs have it,
 * else in {@link io.thalweg.jobs.settings.OptimizeOptions} or {@link
 * io.thalweg.jobs.settings.DecideOptions}; the parser's checks and the reference tables are made
 * from those. Knows no running job. Start reading at {@link io.thalweg.jobs.settings.JobSettings}.
 */
package io.thalweg.jobs.settings;
