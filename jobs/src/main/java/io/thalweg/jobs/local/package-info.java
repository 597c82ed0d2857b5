/**
 * What a single machine needs instead of a cluster: a Kafka broker inside this JVM, for the demo
 * and for tests. Imports Kafka's server and nothing of ours. Start reading at {@link
 * io.thalweg.jobs.local.EmbeddedBroker}.
 */
package io.thalweg.jobs.local;
