package io.thalweg.bandit;

import java.util.Locale;

/** The words of enum constants in canonical lines: their names in lower case, with hyphens. */
final class Constants {
  private Constants() {}

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The constant of a word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static <E extends Enum<E>> E parse(Class<E> type, String word) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(word)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "a word must be that of a constant of " + type.getSimpleName() + ": word=" + word);
  }
}
