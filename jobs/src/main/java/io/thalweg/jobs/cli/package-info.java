/**
 * The {@code thalweg} command: its arguments, what it checks before a job starts, what it prints.
 * May use everything of the jobs; nothing but {@code main} methods uses it. Start reading at {@link
 * io.thalweg.jobs.cli.Thalweg}.
 */
package io.thalweg.jobs.cli;
