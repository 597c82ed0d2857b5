package io.thalweg.jobs.settings;

/**
 * A setting that breaks its rule. The message is one line that opens with the setting's key and
 * never shows the value of a secret.
 */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String key;

  /**
   * @param key the setting, as its user would write it: {@code models[0].learner.loss}
   * @param problem the rule and, unless secret, the value
   */
  public SettingsException(String key, String problem) {
    super(OneLine.of(key) + ": " + OneLine.of(problem));
    this.key = key;
  }

  /** The setting at fault. */
  public String key() {
    return key;
  }
}
