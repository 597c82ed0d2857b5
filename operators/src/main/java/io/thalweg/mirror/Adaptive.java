package io.thalweg.mirror;

import io.thalweg.convex.Word;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The learner that needs no tuning: {@link AdaptiveLearner}. Its constants have no units and were
 * chosen once, for all losses; {@code docs/comparison.md} shows what came of it. Half or twice of
 * any of them changes a loss by well under 1 %, but on short streams of rare words, where half of
 * all steps costs 5 %.
 *
 * @param experts three, from the timid one, best under noise, to the bold one, best under drift
 * @param memory occurrences of a feature over which its past gradients are forgotten by 1/e, so
 *     that no step size goes to 0; in [1, 1e15]
 * @param mixerMemory events over which the experts' past losses are forgotten by 1/e, in [1, 1e15]
 */
public record Adaptive(List<Expert> experts, double memory, double mixerMemory)
    implements Algorithm {
  /** The experts of the default. */
  public static final List<Expert> EXPERTS =
      List.of(new Expert(0.25, 0.1), new Expert(1.2, 0.1), new Expert(8, 10));

  private static final double LARGEST = 1e6;
  private static final double LONGEST = 1e15;

  /**
   * How far one expert goes.
   *
   * @param step size of its steps, in (0, 1e6]: a weight's, in units of what would carry the margin
   *     over the labels' spread if all features moved
   * @param caution gradients of typical size that a feature must have had before its steps are full
   *     size, in [0, 1e6]
   */
  public record Expert(double step, double caution) implements Serializable {
    /** Checks both. */
    public Expert {
      if (!(step > 0 && step <= LARGEST)) {
        throw new IllegalArgumentException("step must be in (0, " + LARGEST + "]: step=" + step);
      }
      if (!(caution >= 0 && caution <= LARGEST)) {
        throw new IllegalArgumentException(
            "caution must be in [0, " + LARGEST + "]: caution=" + caution);
      }
    }
  }

  /** Checks the number of experts and the memories. */
  public Adaptive {
    experts = List.copyOf(experts);
    if (experts.size() != ExpertKernels.EXPERTS) {
      throw new IllegalArgumentException(
          "experts must be " + ExpertKernels.EXPERTS + ": experts=" + experts.size());
    }
    checkMemory("memory", memory);
    checkMemory("mixerMemory", mixerMemory);
  }

  /** With the defaults. */
  public Adaptive() {
    this(EXPERTS, 1e5, 1e4);
  }

  private static void checkMemory(String name, double memory) {
    if (!(memory >= 1 && memory <= LONGEST)) {
      throw new IllegalArgumentException(
          name + " must be in [1, " + LONGEST + "]: " + name + "=" + memory);
    }
  }

  @Override
  public String canonical() {
    List<Object> parts = new ArrayList<>();
    for (Expert expert : experts) {
      parts.add(Word.of("expert", expert.step, expert.caution));
    }
    parts.add(memory);
    parts.add(mixerMemory);
    return Word.of("adaptive", parts.toArray());
  }

  static Adaptive of(Word word) {
    List<Expert> experts = new ArrayList<>();
    for (int k = 0; k < ExpertKernels.EXPERTS; k++) {
      Word expert = Word.parse(word.text(k));
      if (!expert.is("expert", 2)) {
        throw new IllegalArgumentException("an expert must be told by its word: expert=" + expert);
      }
      experts.add(new Expert(expert.number(0), expert.number(1)));
    }
    return new Adaptive(
        experts, word.number(ExpertKernels.EXPERTS), word.number(ExpertKernels.EXPERTS + 1));
  }

  @Override
  public Learner learner(LearnerSpec spec) {
    return new AdaptiveLearner(spec, this);
  }
}
