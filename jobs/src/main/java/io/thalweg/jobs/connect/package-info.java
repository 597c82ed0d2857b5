/**
 * Where events come from and records go to: Kafka topics and files, chosen by settings alone. May
 * use the settings, the wire formats and Flink's connectors. Start reading at {@link
 * io.thalweg.jobs.connect.EventSource} and {@link io.thalweg.jobs.connect.RecordSink}.
 */
package io.thalweg.jobs.connect;
