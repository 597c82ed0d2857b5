/**
 * Bandit agents beside Vowpal Wabbit: by regret ({@code benchmarks/run bandits}, which writes
 * {@code docs/bandits.md}) and by speed ({@code benchmarks/run agents}). Start reading at {@link
 * io.thalweg.benchmarks.bandit.Bandits}.
 */
package io.thalweg.benchmarks.bandit;
