package io.thalweg.convex;

/** Every point: for followers of the leader, which need no set to stay in. */
public record WholeSpace() implements Domain {
  @Override
  public double diameter(int dimension) {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public String canonical() {
    return "whole-space";
  }
}
