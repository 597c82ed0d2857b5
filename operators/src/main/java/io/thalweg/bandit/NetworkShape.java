package io.thalweg.bandit;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A fully connected network with one output.
 *
 * @param inputs number of inputs, at least 1
 * @param hidden units of each hidden layer, at most two; none makes the network a linear model
 */
public record NetworkShape(
    int inputs, List<Integer> hidden, Activation activation, Parametrization parametrization)
    implements Serializable {
  /** The largest number of hidden layers. */
  static final int MOST_LAYERS = 2;

  private static final int MOST_UNITS = 4096;

  /** Checks the numbers and copies the list. */
  public NetworkShape {
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(parametrization, "parametrization");
    hidden = List.copyOf(hidden);
    if (inputs < 1 || inputs > Features.MOST_INPUTS) {
      throw new IllegalArgumentException(
          "inputs must be in [1, " + Features.MOST_INPUTS + "]: inputs=" + inputs);
    }
    if (hidden.size() > MOST_LAYERS) {
      throw new IllegalArgumentException(
          "hidden layers must be at most " + MOST_LAYERS + ": layers=" + hidden.size());
    }
    for (int units : hidden) {
      if (units < 1 || units > MOST_UNITS) {
        throw new IllegalArgumentException(
            "units of a layer must be in [1, " + MOST_UNITS + "]: units=" + units);
      }
    }
    long parameters = parameters(inputs, hidden, parametrization);
    if (parameters > Integer.MAX_VALUE / 8) {
      throw new IllegalArgumentException(
          "parameters must be at most " + Integer.MAX_VALUE / 8 + ": parameters=" + parameters);
    }
  }

  /** Number of parameters. */
  public int parameters() {
    return (int) parameters(inputs, hidden, parametrization);
  }

  /** Inputs of the output unit: the m of the papers. */
  public int width() {
    return hidden.isEmpty() ? inputs : hidden.get(hidden.size() - 1);
  }

  private static long parameters(
      int inputs, List<Integer> hidden, Parametrization parametrization) {
    int bias = parametrization.hasBias() ? 1 : 0;
    long sum = 0;
    int before = inputs;
    for (int units : hidden) {
      sum += (before + (long) bias) * units;
      before = units;
    }
    return sum + before + bias;
  }

  /** One word that says it all but the inputs, the same for ever. */
  public String canonical() {
    return "network("
        + hidden.toString().replaceAll("[\\[\\] ]", "").replace(',', '-')
        + ","
        + activation.name().toLowerCase(Locale.ROOT)
        + ","
        + parametrization.name().toLowerCase(Locale.ROOT)
        + ")";
  }
}
