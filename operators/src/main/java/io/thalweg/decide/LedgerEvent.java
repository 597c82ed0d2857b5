package io.thalweg.decide;

import io.thalweg.stream.Origin;
import io.thalweg.stream.Timed;
import java.util.Comparator;

/** What a model learns from: a decision in the ledger, an outcome, or that an id's time is over. */
public sealed interface LedgerEvent extends Timed permits CheckedDecision, CheckedOutcome, Expiry {
  /**
   * The order of events of one time: by id (its UTF-16 code units), the decision before its
   * outcomes, those that are alike by the places where they stood; behind them all, the expiries.
   * It depends on the logs alone.
   */
  Comparator<LedgerEvent> ORDER =
      Comparator.comparing((LedgerEvent event) -> event instanceof Expiry)
          .thenComparing(LedgerEvent::id)
          .thenComparing(event -> event instanceof CheckedOutcome)
          .thenComparing(LedgerEvent::origin, Origin.BY_PLACE);

  /** Name of the model; the key of the stream. */
  String model();

  /** Where it stood in the logs. */
  Origin origin();
}
