/**
 * Models read out of savepoints and checkpoints: to be shown, exported and compared. Start reading
 * at {@link io.thalweg.jobs.models.SavepointModels}.
 */
package io.thalweg.jobs.models;
