package io.thalweg.stream;

/**
 * A label that has passed the door: one that its model's loss accepts.
 *
 * @param model name of the model; the key of the stream
 * @param id of the example that it is about
 * @param time event time in milliseconds
 * @param weight importance in learning, 0 or more; NaN for that of the example
 */
public record CheckedLabel(
    String model, String id, long time, double label, double weight, Origin origin)
    implements TimedEvent {
  /** A label that nobody sent, for an example that has waited long enough. */
  static CheckedLabel byDefault(CheckedExample example, long time, double label) {
    return new CheckedLabel(example.model(), example.id(), time, label, Double.NaN, Origin.UNKNOWN);
  }
}
