package io.thalweg.decide;

import io.thalweg.stream.CheckedType;

/** Tells Flink how the events of a decide job are carried. */
public final class DecideTypes {
  public static final CheckedType<CheckedRequest> REQUEST =
      new CheckedType<>(CheckedRequest.class, CheckedRequestSerializer.INSTANCE);

  public static final CheckedType<LedgerEvent> LEDGER =
      new CheckedType<>(LedgerEvent.class, LedgerEventSerializer.INSTANCE);

  private DecideTypes() {}
}
