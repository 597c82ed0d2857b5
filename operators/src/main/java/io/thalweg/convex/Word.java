package io.thalweg.convex;

import java.util.ArrayList;
import java.util.List;

/**
 * A name, alone or with arguments behind it in parentheses, each a number or again a word: the
 * grammar of every canonical word, as in {@code mixer(zero,ema(0x1.0p-3))}.
 */
public record Word(String name, List<String> arguments) {
  /** Reads a word; whether it was the canonical one is for the reader of the whole to say. */
  public static Word parse(String text) {
    int open = text.indexOf('(');
    if (open < 0) {
      return new Word(text, List.of());
    }
    if (!text.endsWith(")")) {
      throw new IllegalArgumentException("a word must be name(argument,...): word=" + text);
    }
    List<String> arguments = new ArrayList<>();
    int depth = 0;
    int from = open + 1;
    int last = text.length() - 1;
    for (int i = from; i <= last; i++) {
      char c = text.charAt(i);
      if (depth == 0 && (c == ',' || i == last)) {
        arguments.add(text.substring(from, i));
        from = i + 1;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0 != (i == last)) {
        throw new IllegalArgumentException("parentheses must pair: word=" + text);
      }
    }
    return new Word(text.substring(0, open), List.copyOf(arguments));
  }

  /** Writes a word. */
  public static String of(String name, Object... arguments) {
    StringBuilder text = new StringBuilder(name).append('(');
    for (int i = 0; i < arguments.length; i++) {
      text.append(i == 0 ? "" : ",").append(written(arguments[i]));
    }
    return text.append(')').toString();
  }

  private static String written(Object argument) {
    // + 0.0 turns −0.0 into 0.0: equal numbers, equal words.
    return argument instanceof Double number
        ? Double.toHexString(number + 0.0)
        : argument.toString();
  }

  /** Whether it is this name alone. */
  public boolean is(String other) {
    return is(other, 0);
  }

  /** Whether it has this name and that many arguments. */
  public boolean is(String other, int count) {
    return name.equals(other) && arguments.size() == count;
  }

  /** An argument, a number. */
  public double number(int argument) {
    return Double.parseDouble(arguments.get(argument));
  }

  /** An argument, a whole number. */
  public int whole(int argument) {
    return Integer.parseInt(arguments.get(argument));
  }

  /** An argument, as it was written. */
  public String text(int argument) {
    return arguments.get(argument);
  }
}
