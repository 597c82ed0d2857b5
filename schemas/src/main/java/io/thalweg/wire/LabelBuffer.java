package io.thalweg.wire;

/**
 * One decoded label, filled anew by every {@link LabelDecoder#decode}.
 *
 * <p>The decoder writes, everybody else reads.
 */
public final class LabelBuffer {
  private String model = "";
  private String id = "";
  private long time;
  private double label;
  private boolean weighted;
  private double weight;

  /** Name of the model; not empty. */
  public String model() {
    return model;
  }

  /** Name of the example; not empty. */
  public String id() {
    return id;
  }

  /** Event time, milliseconds since 1970-01-01T00:00:00Z. */
  public long time() {
    return time;
  }

  /** The truth, finite. */
  public double label() {
    return label;
  }

  /** Whether the label brings a weight of its own. */
  public boolean weighted() {
    return weighted;
  }

  /** Importance in learning, at least 0; NaN where it is the example's. */
  public double weight() {
    return weight;
  }

  // What follows is the decoders' side.

  void clear() {
    model = "";
    id = "";
    time = 0;
    label = Double.NaN;
    weighted = false;
    weight = Double.NaN;
  }

  void model(String name) {
    model = name;
  }

  void id(String name) {
    id = name;
  }

  void time(long millis) {
    time = millis;
  }

  void label(double truth) {
    label = truth;
  }

  void weight(double importance) {
    weighted = true;
    weight = importance;
  }
}
