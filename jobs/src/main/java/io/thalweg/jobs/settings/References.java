package io.thalweg.jobs.settings;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${env:NAME}} and {@code ${file:/path}} in a value by the variable's value and the
 * file's text, the line break at its end dropped. What they are replaced by is not searched again.
 */
final class References {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]*)}");
  private static final int MAX_BYTES = 1 << 16;

  private final Function<String, Optional<String>> variables;

  References(Function<String, Optional<String>> variables) {
    this.variables = variables;
  }

  /** References into the process's environment and the local file system. */
  static References ofThisMachine() {
    return new References(name -> Optional.ofNullable(System.getenv(name)));
  }

  /**
   * @param key whose value it is, for the error
   * @throws SettingsException when a variable is not set or a file cannot be read
   */
  String resolve(String key, String value) throws SettingsException {
    Matcher matcher = REFERENCE.matcher(value);
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      String found =
          matcher.group(1).equals("env")
              ? variable(key, matcher.group(2))
              : file(key, matcher.group(2));
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(found));
    }
    return matcher.appendTail(resolved).toString();
  }

  private String variable(String key, String name) throws SettingsException {
    return variables
        .apply(name)
        .orElseThrow(() -> new SettingsException(key, "environment variable is not set: " + name));
  }

  private static String file(String key, String path) throws SettingsException {
    try {
      return SettingsFile.text(Path.of(path), MAX_BYTES).replaceFirst("\\R+\\z", "");
    } catch (IOException e) {
      throw new SettingsException(key, "cannot read " + path + ": " + SettingsFile.reason(e));
    } catch (InvalidPathException e) {
      throw new SettingsException(key, "no path of this machine: " + path);
    }
  }
}
