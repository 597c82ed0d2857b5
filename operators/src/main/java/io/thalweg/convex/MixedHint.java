package io.thalweg.convex;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The average of K hints by exponential weights, M = Σ q_k·M_k with q_k ~ exp(−Σ|g − M_k|² / (8G²))
 * over the rounds before. As |g − M|² is 1/(8G²)-exp-concave in M where |g|, |M| ≤ G,
 *
 * <pre>  Σ|g − M|²  ≤  min_k Σ|g − M_k|² + 8G² ln K</pre>
 *
 * <p>With G unknown it is the largest |g| of the rounds before, and a longer gradient counts in the
 * weights with its length cut to that: cutting lets no |g − M_k| grow, and costs (G_t − G_{t−1})(4G
 * + G_t − G_{t−1}) in a round that it happens, 5G² in all; so the bound holds with 8 ln K + 5 in
 * place of 8 ln K. Multiplying every gradient by a number then multiplies every hint by it.
 *
 * @param members at least one, neither a mixer nor a given hint
 * @param gradientBound G, or {@link #UNKNOWN}
 */
public record MixedHint(List<Hint> members, double gradientBound) implements Hint {
  /** The bound where there is none to know. */
  public static final double UNKNOWN = 0;

  /** Checks the members and the bound. */
  public MixedHint {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a mixer must have members: members=" + members);
    }
    for (Hint member : members) {
      if (member instanceof MixedHint || member instanceof GivenHint) {
        throw new IllegalArgumentException(
            "a mixer's members must be zero, last-gradient, ema or lag: member="
                + member.canonical());
      }
    }
    if (gradientBound != UNKNOWN) {
      Check.divisor("gradientBound", gradientBound);
    }
  }

  /** A mixer that needs to know nothing. */
  public static MixedHint of(Hint... members) {
    return new MixedHint(List.of(members), UNKNOWN);
  }

  @Override
  public String canonical() {
    Stream<String> words = members.stream().map(Hint::canonical);
    String bound = gradientBound == UNKNOWN ? "" : Double.toHexString(gradientBound) + ",";
    return Word.of("mixer", bound + words.collect(Collectors.joining(",")));
  }
}
