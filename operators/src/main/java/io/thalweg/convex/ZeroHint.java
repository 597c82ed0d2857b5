package io.thalweg.convex;

/** No guess: plain descent with a self-tuned step, best on pure noise. */
public record ZeroHint() implements Hint {
  @Override
  public String canonical() {
    return "zero";
  }
}
