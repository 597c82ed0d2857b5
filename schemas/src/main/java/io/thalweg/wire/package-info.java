/**
 * The wire formats: how events and answers stand in topics and files, as Avro (for programs) or as
 * JSON lines (for people), and the rules that every event must keep. Imports Avro, jackson-core and
 * the generated records; knows no Flink, no Kafka and no model. Start reading at {@link
 * io.thalweg.wire.WireFormat}; the protocol in words is {@code docs/protocol.md}.
 */
package io.thalweg.wire;
