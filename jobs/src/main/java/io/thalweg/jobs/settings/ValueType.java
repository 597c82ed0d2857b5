package io.thalweg.jobs.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/**
 * What a setting may hold: how its text is read, and the rule its value keeps. The rule is a noun
 * phrase ("a number above 0") that serves the error and the reference table alike.
 */
final class ValueType<T> {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  private final String rule;
  private final Function<String, T> reader;
  private final Predicate<T> allowed;

  private ValueType(String rule, Function<String, T> reader, Predicate<T> allowed) {
    this.rule = rule;
    this.reader = reader;
    this.allowed = allowed;
  }

  /** What a value must be. */
  String rule() {
    return rule;
  }

  boolean allows(T value) {
    return allowed.test(value);
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException when the text breaks the rule; its message is for nobody
   */
  T read(String text) {
    T value = reader.apply(text);
    if (!allowed.test(value)) {
      throw new IllegalArgumentException(rule);
    }
    return value;
  }

  static ValueType<String> text() {
    return new ValueType<>("text", t -> t, t -> !t.isBlank());
  }

  static ValueType<String> topic() {
    return new ValueType<>(
        "a topic's name (letters, digits, '.', '_', '-'; at most 249)",
        t -> t,
        t -> TOPIC.matcher(t).matches() && !t.equals(".") && !t.equals(".."));
  }

  static ValueType<String> exactly(String word) {
    return new ValueType<>("`" + word + "`", t -> t, word::equals);
  }

  static ValueType<Boolean> flag() {
    return new ValueType<>(
        "true or false",
        t -> {
          if (!t.equals("true") && !t.equals("false")) {
            throw new IllegalArgumentException(t);
          }
          return t.equals("true");
        },
        t -> true);
  }

  static ValueType<Integer> wholeNumber(int min, int max) {
    return new ValueType<>(
        "a whole number in " + min + ".." + max, Integer::valueOf, v -> v >= min && v <= max);
  }

  static ValueType<Long> count() {
    return new ValueType<>("a whole number from 1", Long::valueOf, v -> v >= 1);
  }

  static ValueType<Double> number() {
    return new ValueType<>("a number", ValueType::decimal, v -> Double.isFinite(v));
  }

  static ValueType<Double> numberAboveZero() {
    return new ValueType<>(
        "a number above 0", ValueType::decimal, v -> v > 0 && Double.isFinite(v));
  }

  static ValueType<Double> numberFromZero() {
    return new ValueType<>(
        "a number from 0", ValueType::decimal, v -> v >= 0 && Double.isFinite(v));
  }

  static ValueType<Double> probability() {
    return new ValueType<>("a number in (0, 1)", ValueType::decimal, v -> v > 0 && v < 1);
  }

  /** A probability that some way of choosing has, or a share: above 0, and 1 at most. */
  static ValueType<Double> shareAboveZero() {
    return new ValueType<>("a number in (0, 1]", ValueType::decimal, v -> v > 0 && v <= 1);
  }

  /** A number from 0 to 1. */
  static ValueType<Double> unit() {
    return new ValueType<>("a number in [0, 1]", ValueType::decimal, v -> v >= 0 && v <= 1);
  }

  /** A share that something may exceed: 1 would never be. */
  static ValueType<Double> share() {
    return new ValueType<>("a number in [0, 1)", ValueType::decimal, v -> v >= 0 && v < 1);
  }

  static ValueType<Duration> duration(Duration min) {
    return new ValueType<>(durationRule(min), ValueType::duration, v -> v.compareTo(min) >= 0);
  }

  static ValueType<Duration> duration(Duration min, Duration max) {
    return new ValueType<>(
        durationRule(min) + " to " + TimeUtils.formatWithHighestUnit(max),
        ValueType::duration,
        v -> v.compareTo(min) >= 0 && v.compareTo(max) <= 0);
  }

  private static String durationRule(Duration min) {
    return "a duration with its unit, such as `10 s`, from " + TimeUtils.formatWithHighestUnit(min);
  }

  private static Duration duration(String text) {
    if (text.chars().noneMatch(Character::isLetter)) {
      throw new IllegalArgumentException(text);
    }
    return TimeUtils.parseDuration(text);
  }

  static ValueType<Long> bytes(MemorySize min, MemorySize max) {
    return new ValueType<>(
        "a size from " + shown(min) + " to " + shown(max) + ", such as `64 MiB` or `65536`",
        text -> MemorySize.parseBytes(text.replaceFirst("(?i)([kmgt])ib$", "$1b")),
        v -> v >= min.getBytes() && v <= max.getBytes());
  }

  /** A constant's word is its name in lower case, with hyphens. */
  static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
    return oneOf(List.of(type.getEnumConstants()), ValueType::word);
  }

  /** One of some values, each told by its word. */
  static <T> ValueType<T> oneOf(List<T> values, Function<T, String> word) {
    return new ValueType<>(
        "one of " + values.stream().map(word).collect(Collectors.joining(", ")),
        text ->
            values.stream()
                .filter(value -> word.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text)),
        v -> true);
  }

  static ValueType<String> oneOf(String... words) {
    return new ValueType<>(
        "one of " + String.join(", ", words), t -> t, t -> Arrays.asList(words).contains(t));
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A constant's name written like a key: {@code LOG_ONLY} is {@code logOnly}. */
  static String camelWord(Enum<?> constant) {
    StringBuilder word = new StringBuilder();
    for (String part : constant.name().split("_", -1)) {
      word.append(word.isEmpty() ? part.charAt(0) : Character.toUpperCase(part.charAt(0)))
          .append(part.substring(1).toLowerCase(Locale.ROOT));
    }
    word.setCharAt(0, Character.toLowerCase(word.charAt(0)));
    return word.toString();
  }

  private static String shown(MemorySize size) {
    String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    long n = size.getBytes();
    int unit = 0;
    while (n >= 1024 && n % 1024 == 0 && unit < units.length - 1) {
      n /= 1024;
      unit++;
    }
    return n + " " + units[unit];
  }

  private static Double decimal(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    return Double.valueOf(text);
  }
}
