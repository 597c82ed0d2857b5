package io.thalweg.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.math.Allocation;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Lcg;
import io.thalweg.mirror.Algorithm;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.Compositions;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LearnerRun;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.SoftmaxLoss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What peers are known to get wrong, of every algorithm there is: state that is lost when it is
 * stored, weights that are ignored, predictions with side effects.
 */
class EveryAlgorithmTest {
  /** Vectors of one page and of several. */
  static List<LearnerSpec> specs() {
    return IntStream.of(7, 40, 4100, 20_000)
        .boxed()
        .flatMap(dimension -> Compositions.ofEveryAlgorithm(dimension).stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void restoredRunEqualsUninterruptedRun(LearnerSpec spec) {
    LearnerRun kept = new LearnerRun(spec);
    LearnerRun stored = new LearnerRun(spec);
    ModelStore<LinearModel> whole = new ModelStore<>(new LinearModels(spec));
    ModelStore<LinearModel> store = new ModelStore<>(new LinearModels(spec));
    Lcg random = new Lcg(7);
    for (int t = 0; t < 40; t++) {
      FeatureVector x = event(random, spec.dimension());
      double label = random.below(2);
      double weight = t % 7 == 5 ? 0 : Math.pow(10, random.below(4));
      double margin = kept.learn(x, label, weight);
      assertThat(stored.learn(x, label, weight)).isEqualTo(margin);
      assertThat(scores(stored.answer())).isEqualTo(scores(kept.answer()));
      store.save(stored.model());
      // Another learner, so that nothing is left that it may have kept.
      stored = new LearnerRun(Learner.of(spec), store.open());
      whole.save(kept.model());
      assertThat(store.body).isEqualTo(whole.body);
      assertThat(store.pages.keySet()).isEqualTo(whole.pages.keySet());
      store.pages.forEach((page, bytes) -> assertThat(bytes).isEqualTo(whole.pages.get(page)));
    }
    assertThat(stored.reading().toString()).isEqualTo(kept.reading().toString());
  }

  @ParameterizedTest
  @MethodSource("specs")
  void predictingLeavesTheBytesUnchanged(LearnerSpec spec) {
    LearnerRun run = new LearnerRun(spec);
    Lcg random = new Lcg(1);
    for (int t = 0; t < 10; t++) {
      run.learn(event(random, spec.dimension()), random.below(2), 1);
    }
    ModelStore<LinearModel> store = new ModelStore<>(new LinearModels(spec));
    store.save(run.model());
    byte[] before = store.body;
    FeatureVector x = event(random, spec.dimension());
    double margin = run.margin(x);
    double[] scores = scores(run.answer());
    for (int t = 0; t < 10; t++) {
      run.margin(event(random, spec.dimension()));
    }
    store.save(run.model());
    assertThat(store.body).isEqualTo(before);
    assertThat(run.model().flattened()).allMatch(part -> part.cells().nextDirty(0) < 0);
    assertThat(run.learn(x, 1, 1)).isEqualTo(margin);
    assertThat(scores(run.answer())).isEqualTo(scores);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void anEventOfWeightZeroIsCountedAndChangesNothingElse(LearnerSpec spec) {
    LearnerRun run = new LearnerRun(spec);
    Lcg random = new Lcg(11);
    for (int t = 0; t < 10; t++) {
      run.learn(event(random, spec.dimension()), random.below(2), 1);
      List<double[]> numbers = new ArrayList<>();
      run.model().flattened().forEach(part -> numbers.add(part.numbers().clone()));
      String memory = memory(run);
      run.model().flattened().forEach(part -> part.cells().clearDirty());
      FeatureVector x = event(random, spec.dimension());
      double margin = run.margin(x);
      long rounds = run.model().rounds();
      assertThat(run.learn(x, random.below(2), 0)).isEqualTo(margin);
      assertThat(run.model().rounds()).isEqualTo(rounds + 1);
      assertThat(memory(run)).isEqualTo(memory);
      List<LinearModel> parts = run.model().flattened();
      for (int part = 0; part < parts.size(); part++) {
        assertThat(parts.get(part).numbers()).isEqualTo(numbers.get(part));
        assertThat(parts.get(part).cells().nextDirty(0)).isEqualTo(-1);
      }
    }
  }

  private static String memory(LearnerRun run) {
    return run.model().flattened().stream().map(LinearModel::memory).toList().toString();
  }

  /** Of small weights, twice the weight is about twice the way, for dense events and sparse. */
  @ParameterizedTest
  @MethodSource("specs")
  void anEventOfTwiceTheWeightCountsAboutTwice(LearnerSpec spec) {
    if (spec.dimension() > 40) {
      return;
    }
    for (boolean sparse : new boolean[] {false, true}) {
      double none = answerBehind(spec, sparse, 1e-9);
      double once = answerBehind(spec, sparse, 1e-3) - none;
      double twice = answerBehind(spec, sparse, 2e-3) - none;
      assertThat(once).isNotZero();
      assertThat(twice / once).as("sparse: %s", sparse).isBetween(1.9, 2.1);
    }
  }

  /** What is answered for an example once it was learned with a weight, others before it. */
  private static double answerBehind(LearnerSpec spec, boolean sparse, double weight) {
    Lcg random = new Lcg(4);
    LearnerRun run = new LearnerRun(spec);
    int n = spec.dimension();
    for (int t = 0; t < 30; t++) {
      run.learn(sparse ? random.sparse(4, n) : random.dense(n), random.below(2), 1);
    }
    FeatureVector x = sparse ? random.sparse(4, n) : random.dense(n);
    run.learn(x, 1, weight);
    double margin = run.margin(x);
    return spec.loss() instanceof SoftmaxLoss ? run.answer().score(1) : margin;
  }

  @ParameterizedTest
  @Tag(Allocation.TAG)
  @MethodSource("specs")
  void aWarmLearnerAllocatesNothing(LearnerSpec spec) {
    LearnerRun run = new LearnerRun(spec);
    Lcg random = new Lcg(3);
    FeatureVector[] events = new FeatureVector[32];
    for (int t = 0; t < events.length; t++) {
      events[t] = random.sparse(Math.min(6, spec.dimension()), spec.dimension());
    }
    assertThat(Allocation.least(() -> learnAll(run, events))).isLessThanOrEqualTo(0);
  }

  private static void learnAll(LearnerRun run, FeatureVector[] events) {
    for (int t = 0; t < events.length; t++) {
      run.margin(events[t]);
      run.learn(events[t], t & 1, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void specsAreToldByTheirCanonicalLines(LearnerSpec spec) {
    assertThat(LearnerSpec.parse(spec.canonical())).isEqualTo(spec);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void everyOutputHasWeightsThatCanBeShown(LearnerSpec spec) {
    Learner learner = Learner.of(spec);
    LearnerRun run = new LearnerRun(learner, learner.create());
    Lcg random = new Lcg(3);
    FeatureVector x = random.sparse(5, spec.dimension());
    for (int t = 0; t < 5; t++) {
      run.learn(x, t & 1, 1);
    }
    int classes = spec.loss() instanceof SoftmaxLoss softmax ? softmax.classes() : 1;
    assertThat(learner.outputs()).isEqualTo(classes + spec.quantiles().size());
    for (int output = 0; output < learner.outputs(); output++) {
      for (int i = 0; i < Math.min(100, spec.dimension()); i++) {
        assertThat(run.weight(output, i)).isFinite();
      }
    }
  }

  /** What a dense learner shows is what it answers from: a feature alone is answered its weight. */
  @ParameterizedTest
  @MethodSource("specs")
  void aDenseLearnersWeightsAreThoseOfTheNextAnswer(LearnerSpec spec) {
    if (!(spec.algorithm() instanceof Algorithm.Dense) || spec.dimension() > 40) {
      return;
    }
    LearnerRun run = new LearnerRun(spec);
    Lcg random = new Lcg(3);
    for (int t = 0; t < 20; t++) {
      run.learn(event(random, spec.dimension()), random.below(2), 1);
    }
    if (Learner.of(spec).outputs() == 1) {
      for (int i = 0; i < spec.dimension(); i++) {
        assertThat(run.weight(0, i)).isEqualTo(run.played(i));
      }
    }
  }

  private static double[] scores(Answer answer) {
    double[] scores = new double[answer.scoreCount()];
    Arrays.setAll(scores, answer::score);
    return scores;
  }

  private static FeatureVector event(Lcg random, int dimension) {
    if (dimension <= 100 && random.below(3) == 0) {
      return random.dense(dimension);
    }
    return random.sparse(1 + random.below(Math.min(dimension, 12)), dimension);
  }
}
