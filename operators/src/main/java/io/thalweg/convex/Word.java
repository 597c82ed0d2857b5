package io.thalweg.convex;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A name, with numbers behind it in parentheses where it has parameters: how the parts of a
 * composition are written in one word, the same for ever. Numbers are hexadecimal.
 */
public record Word(String name, List<Double> numbers) {
  /** Reads a word; whether it was the canonical one is for the reader of the whole to say. */
  public static Word parse(String text) {
    int open = text.indexOf('(');
    if (open < 0) {
      return new Word(text, List.of());
    }
    if (!text.endsWith(")")) {
      throw new IllegalArgumentException("a word must be name(number,...): word=" + text);
    }
    String[] numbers = text.substring(open + 1, text.length() - 1).split(",", -1);
    return new Word(
        text.substring(0, open), Arrays.stream(numbers).map(Double::parseDouble).toList());
  }

  /** The word of a name and its numbers, in one text. */
  public static String text(String name, double... numbers) {
    // + 0.0 turns −0.0 into 0.0: equal parts, equal words.
    return Arrays.stream(numbers)
        .mapToObj(number -> Double.toHexString(number + 0.0))
        .collect(Collectors.joining(",", name + "(", ")"));
  }

  /** Whether it has this name and that many numbers. */
  public boolean is(String other, int count) {
    return name.equals(other) && numbers.size() == count;
  }

  /** How many numbers it has. */
  public int count() {
    return numbers.size();
  }

  /** The k-th of its numbers. */
  public double number(int k) {
    return numbers.get(k);
  }
}
