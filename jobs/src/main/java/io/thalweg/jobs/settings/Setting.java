package io.thalweg.jobs.settings;

import java.util.Arrays;
import java.util.List;

/**
 * One option, declared once: its key, what it may hold, what holds when it is absent, its unit and
 * what it is for.
 *
 * @param key full key; {@code []} stands for a place in a list, a last {@code *} for any key, one
 *     {@code {a, b}} for either of some names; with {@code []} at its end each value of a list is
 *     one
 * @param presence whether it must be given
 * @param fallback the default as a user would write it, or how the absence is read; empty when
 *     required
 * @param unit what a bare number counts; empty when there is none
 */
record Setting<T>(
    String key,
    ValueType<T> type,
    Presence presence,
    String fallback,
    String unit,
    String description) {

  /** What the absence of a setting means. */
  enum Presence {
    /** An error. */
    REQUIRED,
    /** The default holds. */
    DEFAULTED,
    /** There is no value; {@link Setting#fallback} tells what that does. */
    OPTIONAL
  }

  static <T> Setting<T> required(String key, ValueType<T> type, String unit, String description) {
    return new Setting<>(key, type, Presence.REQUIRED, "", unit, description);
  }

  static <T> Setting<T> defaulted(
      String key, ValueType<T> type, String fallback, String unit, String description) {
    return new Setting<>(key, type, Presence.DEFAULTED, fallback, unit, description);
  }

  static <T> Setting<T> optional(
      String key, ValueType<T> type, String absence, String unit, String description) {
    return new Setting<>(key, type, Presence.OPTIONAL, absence, unit, description);
  }

  /** The keys that {@link #key} stands for, one for each of its names in braces. */
  List<String> keys() {
    int open = key.indexOf('{');
    int close = key.indexOf('}');
    if (open < 0) {
      return List.of(key);
    }
    return Arrays.stream(key.substring(open + 1, close).split(", ", -1))
        .map(name -> key.substring(0, open) + name + key.substring(close + 1))
        .toList();
  }

  /** The last part of the key, the list itself of a list: under this name its section holds it. */
  String name() {
    return key.substring(key.lastIndexOf('.') + 1).replace("[]", "");
  }

  /** The default of a {@link Presence#DEFAULTED} setting. */
  T defaultValue() {
    if (presence != Presence.DEFAULTED) {
      throw new IllegalStateException("setting has no default: " + key);
    }
    return type.read(fallback);
  }

  /**
   * The value itself, for a record's constructor.
   *
   * @throws IllegalArgumentException when it breaks the setting's rule
   */
  T check(T value) {
    if (!type.allows(value)) {
      throw new IllegalArgumentException(key + " must be " + type.rule() + ": " + value);
    }
    return value;
  }
}
