package io.thalweg.jobs.settings;

import java.util.List;
import java.util.Optional;

/** The algorithms, and which other parts of a learner go with each of them. */
enum Method {
  ADAPTIVE(List.of(), false, false),
  SCALE_FREE(Domains.WORDS, true, true),
  CONVEX(Domains.WORDS, true, true),
  STRONGLY_CONVEX(Domains.WORDS, true, true),
  STRONGLY_REGULARIZED(Domains.WORDS, true, true),
  FOLLOW_THE_LEADER(Domains.WORDS, true, false),
  NEWTON(List.of("ball"), true, false),
  CURVATURE_NEWTON(List.of("ball"), true, false),
  ENSEMBLE(Domains.WORDS, true, false),
  IMPLICIT(List.of("ball", "box"), false, false),
  EXPONENTIAL_WEIGHTS(List.of("simplex", "l1-ball"), true, false),
  FTRL_PROXIMAL(List.of(), true, false),
  PER_COORDINATE(List.of("box"), true, false);

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> domains;

  private final boolean hinted;
  private final boolean regularized;

  Method(List<String> domains, boolean hinted, boolean regularized) {
    this.domains = domains;
    this.hinted = hinted;
    this.regularized = regularized;
  }

  String word() {
    return ValueType.word(this);
  }

  /** Whether a loss must have one margin, hence not be over several classes. */
  boolean ofOneMargin() {
    return this == ADAPTIVE || this == IMPLICIT || this == CURVATURE_NEWTON;
  }

  /** The words of the domains that it goes with; none: its weights are not bounded. */
  List<String> domains() {
    return domains;
  }

  /** Why it has no hint, if it has none. */
  Optional<String> whyNoHint() {
    if (hinted) {
      return Optional.empty();
    }
    return Optional.of(
        this == ADAPTIVE
            ? "has no hint: its bold expert follows drift; scale-free has one"
            : "has no hint, since the last example's whole loss is its guess");
  }

  /** Why it has no regularizer, if it has none. */
  Optional<String> whyNoRegularizer() {
    if (regularized) {
      return Optional.empty();
    }
    return Optional.of(
        this == FTRL_PROXIMAL
            ? "has no regularizer, since l1 and l2 are parameters of its own"
            : "has no regularizer; scale-free, convex, strongly-convex and strongly-regularized"
                + " have one");
  }
}
