/**
 * Tests on a real broker and real clusters, and what they stand on.
 *
 * <p>A test takes its services as parameters from {@link io.thalweg.it.SharedServices}: {@link
 * io.thalweg.it.Topics} to fill and read the shared broker, {@link
 * io.thalweg.it.WatchedMiniCluster} to run jobs inside this JVM, {@link
 * io.thalweg.it.JavaProcesses} to start JVMs, on which {@link io.thalweg.it.ProcessCluster} stands.
 * A job under test gets its Flink settings from {@link io.thalweg.it.FlinkSettings} and is steered
 * as a {@link io.thalweg.it.WatchedJob}. Nothing sleeps: {@link io.thalweg.it.Await} waits for
 * conditions with deadlines. Start reading at {@code WatchedMiniClusterIT}.
 */
package io.thalweg.it;
