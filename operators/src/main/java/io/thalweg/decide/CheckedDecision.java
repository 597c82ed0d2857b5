package io.thalweg.decide;

import io.thalweg.stream.Origin;
import java.util.List;

/**
 * A decision as the ledger has it.
 *
 * @param time event time of its request, in milliseconds
 * @param learns whether its mode is one that learns
 * @param inputs of each slot's action
 * @param record the whole decision in Avro, for who asks again
 * @param lateness what is to be said of its time, should it be the first of its id; empty if it is
 *     in time
 */
record CheckedDecision(
    String model,
    String id,
    long time,
    boolean learns,
    List<ArmInput> inputs,
    byte[] record,
    String lateness,
    Origin origin)
    implements LedgerEvent {}
