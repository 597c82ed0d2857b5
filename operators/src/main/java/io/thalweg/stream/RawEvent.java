package io.thalweg.stream;

/**
 * An event as its source held it, with the place where it stood. A record, arrays and all, because
 * Flink carries records without help; nobody compares two of them.
 *
 * @param key the record's key; empty where it has none
 * @param value the undecoded event
 * @param source topic or file
 * @param partition partition of the topic, 0 for a file
 * @param offset offset in the partition, or number of the record in the file, from 0
 * @param timestamp the record's own timestamp in milliseconds, -1 where there is none
 */
public record RawEvent(
    byte[] key, byte[] value, String source, int partition, long offset, long timestamp) {}
