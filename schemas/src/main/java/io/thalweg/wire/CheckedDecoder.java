package io.thalweg.wire;

/** Reads records within limits and holds them to their rules. */
final class CheckedDecoder<T> implements EventDecoder<T> {
  /** What a record must keep beyond its form. */
  interface Rules<T> {
    void check(T record, Limits limits) throws RejectedEventException;
  }

  private final Limits limits;
  private final EventDecoder<T> form;
  private final Rules<T> rules;

  /**
   * A decoder that checks.
   *
   * @param form reads the record, in memory proportional to the event's size
   */
  CheckedDecoder(Limits limits, EventDecoder<T> form, Rules<T> rules) {
    this.limits = limits;
    this.form = form;
    this.rules = rules;
  }

  @Override
  public T decode(byte[] event) throws RejectedEventException {
    limits.checkSize(event);
    T record = form.decode(event);
    rules.check(record, limits);
    return record;
  }
}
