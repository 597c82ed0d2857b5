/**
 * Models read out of savepoints, checkpoints and exported files: to be shown, exported and
 * compared. Uses the operators' formats and Flink's State Processor API. Start reading at {@link
 * io.thalweg.jobs.models.ModelCommand} for the commands, at {@link
 * io.thalweg.jobs.models.SavepointModels} for what they read.
 */
package io.thalweg.jobs.models;
