package io.thalweg.jobs.settings;

/** The reference of a job's options as Markdown, made from their declarations. */
public final class SettingsReference {
  private static final String INTRODUCTION =
      """
      # Settings of the optimize job

      One YAML file, given as `--settings FILE`. `--set KEY=VALUE` overrides a key, as often as \
      needed: `--set models[0].learner.hint=zero`, `--set "input.examples={topic: events}"`. A key \
      that is not listed here is an error, and so is a value that is not what its key must be. \
      `[]` stands for a place in a list, `*` for any key: of another system, or a name of yours. What is required is so \
      where its section is given.

      This page is what `thalweg settings optimize` prints.

      | Key | Must be | Default | Unit | Meaning |
      |---|---|---|---|---|
      """;

  private SettingsReference() {}

  /** The whole page, with a line break at its end. */
  public static String optimize() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (Setting<?> s : OptimizeOptions.all()) {
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
