package io.thalweg.convex;

import java.util.Arrays;
import java.util.List;

/**
 * A name with numbers behind it in parentheses, as the canonical words of domains and step sizes
 * are written.
 */
record Word(String name, List<Double> numbers) {
  /** Reads a word; whether it was the canonical one is for the reader of the whole to say. */
  static Word parse(String text) {
    int open = text.indexOf('(');
    if (open < 0 || !text.endsWith(")")) {
      throw new IllegalArgumentException("a word must be name(number,...): word=" + text);
    }
    String[] numbers = text.substring(open + 1, text.length() - 1).split(",", -1);
    return new Word(
        text.substring(0, open), Arrays.stream(numbers).map(Double::parseDouble).toList());
  }

  /** Whether it has this name and that many numbers. */
  boolean is(String other, int count) {
    return name.equals(other) && numbers.size() == count;
  }
}
