package io.thalweg.jobs.settings;

/** The options of features, alike wherever features stand. */
record FeatureOptions(
    Setting<Integer> dimension, Setting<Integer> hashBits, Setting<Boolean> bias) {

  /** Those under {@code key}, with their defaults as a user would write them. */
  static FeatureOptions under(String key, String hashBits, String bias) {
    return new FeatureOptions(
        Setting.optional(
            key + ".dimension",
            ValueType.wholeNumber(1, 1 << 24),
            "features are hashed",
            "features",
            "Length of dense features; indices of sparse ones lie below it."),
        Setting.defaulted(
            key + ".hashBits",
            ValueType.wholeNumber(1, 24),
            hashBits,
            "bits",
            "Named features are hashed into 2^hashBits positions; indices lie below that too."
                + " Not together with `dimension`."),
        Setting.defaulted(
            key + ".bias",
            ValueType.flag(),
            bias,
            "",
            "Adds a constant feature 1 behind all others."));
  }

  /** The same, added to those that a class declares. */
  FeatureOptions declaredIn(Declared declared) {
    declared.add(dimension);
    declared.add(hashBits);
    declared.add(bias);
    return this;
  }
}
