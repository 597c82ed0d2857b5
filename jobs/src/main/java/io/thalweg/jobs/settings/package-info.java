/**
 * The settings of a job: one YAML file and its overrides, read into immutable records. Each option
 * is declared once, in {@link io.thalweg.jobs.settings.OptimizeOptions}; the parser's checks and
 * the reference table are both made from that. Knows no running job. Start reading at {@link
 * io.thalweg.jobs.settings.OptimizeSettings}.
 */
package io.thalweg.jobs.settings;
