package io.thalweg.jobs.settings;

import java.util.List;

/** The reference of a job's options as Markdown, made from their declarations. */
public final class SettingsReference {
  private static final String OPTIMIZE =
      """
      # Settings of the optimize job

      One YAML file, given as `--settings FILE`. `--set KEY=VALUE` overrides a key, as often as \
      needed: `--set models[0].learner.hint=zero`, `--set "input.examples={topic: events}"`. A key \
      that is not listed here is an error, and so is a value that is not what its key must be. \
      `[]` stands for a place in a list, `*` for any key: of another system, or a name of yours. What is required is so \
      where its section is given.

      This page is what `thalweg settings optimize` prints.

      """;

  private static final String DECIDE =
      """
      # Settings of the decide job

      One YAML file, given as `--settings FILE`, and overridden by `--set KEY=VALUE`: `--set \
      models[0].agent=linUcb`. A key that is not listed here is an error, and so is a value that is \
      not what its key must be. `[]` stands for a place in a list, `{a, b}` for either name, `*` for \
      any key of another system. What is required is so where its section is given.

      This page is what `thalweg settings decide` prints.

      """;

  private static final String HEAD =
      """
      | Key | Must be | Default | Unit | Meaning |
      |---|---|---|---|---|
      """;

  private SettingsReference() {}

  /** The page of the optimize job, with a line break at its end. */
  public static String optimize() {
    return OPTIMIZE + table(OptimizeOptions.all());
  }

  /** The page of the decide job, with a line break at its end. */
  public static String decide() {
    return DECIDE + table(DecideOptions.all());
  }

  private static String table(List<Setting<?>> settings) {
    StringBuilder page = new StringBuilder(HEAD);
    for (Setting<?> s : settings) {
      page.append("| `")
          .append(s.key())
          .append("` | ")
          .append(cell(s.type().rule()))
          .append(" | ")
          .append(
              switch (s.presence()) {
                case REQUIRED -> "required";
                case DEFAULTED -> "`" + s.fallback() + "`";
                case OPTIONAL -> cell(s.fallback());
              })
          .append(" | ")
          .append(cell(s.unit()))
          .append(" | ")
          .append(cell(s.description()))
          .append(" |\n");
    }
    return page.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
