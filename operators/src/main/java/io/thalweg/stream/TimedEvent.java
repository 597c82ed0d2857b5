package io.thalweg.stream;

import java.util.Comparator;

/**
 * What happens to a model at an event time: an example is registered, a label is learned, an id's
 * deadline passes.
 */
sealed interface TimedEvent extends Timed permits CheckedExample, CheckedLabel, Deadline {
  /**
   * The order of events of one time: by id (its UTF-16 code units), the example before its label,
   * those that are alike by the places where they stood; behind them all, the deadlines. It depends
   * on the logs alone.
   */
  Comparator<TimedEvent> ORDER =
      Comparator.comparing((TimedEvent event) -> event instanceof Deadline)
          .thenComparing(TimedEvent::id)
          .thenComparing(event -> event instanceof CheckedLabel)
          .thenComparing(TimedEvent::origin, Origin.BY_PLACE);

  /** Where it stood in the logs. */
  Origin origin();
}
