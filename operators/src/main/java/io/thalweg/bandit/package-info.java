/**
 * Contextual bandits as a library: agents that decide among arms and learn from the losses of the
 * arms they chose. An agent is a composition of an online {@link io.thalweg.bandit.Regression} of
 * losses on features and an {@link io.thalweg.bandit.Exploration} that makes probabilities out of
 * it. Imports {@link io.thalweg.math}, the linear learners of {@link io.thalweg.mirror} and the
 * grammar of {@link io.thalweg.convex.Word}, nothing else of ours; knows no Flink, no clock, no
 * thread, no dice that are not keyed. Start reading at {@link io.thalweg.bandit.Agent}.
 */
package io.thalweg.bandit;
