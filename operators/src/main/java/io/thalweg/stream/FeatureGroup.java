package io.thalweg.stream;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Some of the names that features come under.
 *
 * @param names exact names, or beginnings of names with {@code *} behind them; in ascending order,
 *     each once, whatever order they are given in
 */
public record FeatureGroup(List<String> names) implements Serializable {
  private static final int MAX_NAMES = 1000;
  private static final String PREFIX = "*";
  private static final Pattern WORD = Pattern.compile("(?:[\\w.-]|%[0-9A-F]{2})*\\*?");

  /** Checks that there are names, none of them empty. */
  public FeatureGroup {
    names = names.stream().distinct().sorted().toList();
    if (names.isEmpty() || names.size() > MAX_NAMES || names.contains("")) {
      throw new IllegalArgumentException(
          "a group must have 1 to " + MAX_NAMES + " names, none of them empty: names=" + names);
    }
  }

  /** The group of these names. */
  public static FeatureGroup of(String... names) {
    return new FeatureGroup(List.of(names));
  }

  /** Whether one of {@link #names} stands for all names that begin like it. */
  static boolean isPrefix(String name) {
    return name.endsWith(PREFIX);
  }

  /** What a name is, or begins with. */
  static byte[] bytes(String name) {
    String text = isPrefix(name) ? name.substring(0, name.length() - PREFIX.length()) : name;
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** One word of ASCII, equal for equal groups. */
  String canonical() {
    return names.stream().map(FeatureGroup::encoded).collect(Collectors.joining(","));
  }

  /** The group that a {@link #canonical} word tells. */
  static FeatureGroup parse(String canonical) {
    return new FeatureGroup(
        Arrays.stream(canonical.split(",", -1)).map(FeatureGroup::decoded).toList());
  }

  private static String encoded(String name) {
    StringBuilder word = new StringBuilder();
    for (byte each : bytes(name)) {
      char c = (char) (each & 0xFF);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0)) {
        word.append(c);
      } else {
        word.append("%%%02X".formatted((int) c));
      }
    }
    return word.append(isPrefix(name) ? PREFIX : "").toString();
  }

  private static String decoded(String word) {
    if (!WORD.matcher(word).matches()) {
      throw new IllegalArgumentException("a name must be told by its canonical word: name=" + word);
    }
    ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) == '%') {
        utf8.write(Integer.parseInt(word.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        utf8.write(word.charAt(i));
      }
    }
    return utf8.toString(StandardCharsets.UTF_8);
  }
}
