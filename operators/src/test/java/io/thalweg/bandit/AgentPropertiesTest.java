package io.thalweg.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.math.Allocation;
import io.thalweg.math.ChiSquare;
import io.thalweg.math.KeyedRandom;
import io.thalweg.math.Lcg;
import io.thalweg.math.PagedVector;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.state.LinearModelCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every agent keeps to, whatever it is composed of. */
class AgentPropertiesTest {
  private static final long SEED = Compositions.SEED;

  static List<AgentSpec> agents() {
    return Compositions.agents();
  }

  @ParameterizedTest
  @MethodSource("agents")
  void probabilitiesAreADistributionAboveTheFloorForAnyNumberOfArms(AgentSpec spec) {
    ContextualBandit agent = new ContextualBandit(spec);
    BanditModel model = agent.create();
    Lcg random = new Lcg(1);
    Decision decision = new Decision();
    for (int t = 0; t < 120; t++) {
      int count = 1 + random.below(spec.features() instanceof ArmFeatures ? 40 : Worlds.BLOCKS);
      Arms arms = Worlds.arms(spec.features(), random, count);
      agent.decide(model, arms, t, decision);
      assertThat(decision.arms()).isEqualTo(count);
      double sum = 0;
      for (int a = 0; a < count; a++) {
        double p = decision.probability(a);
        assertThat(p).isBetween(spec.floor().least(count) * (1 - 1e-12), 1 + 1e-12);
        assertThat(decision.loss(a)).isFinite();
        sum += p;
      }
      assertThat(Math.abs(sum - 1)).isLessThanOrEqualTo(1e-9);
      assertThat(decision.propensity()).isPositive();
      assertThat(decision.fallbacks()).isZero();
      assertThat(decision.learned()).isEqualTo(t);
      double loss = Worlds.loss(arms, decision.chosen(), random);
      agent.learn(model, arms, decision.chosen(), loss, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("agents")
  void choicesAreAsFrequentAsTheirPropensitiesSay(AgentSpec spec) {
    ContextualBandit agent = new ContextualBandit(spec);
    BanditModel model = agent.create();
    Lcg random = new Lcg(2);
    Worlds.run(agent, model, random, 0, 60);
    Arms arms = Worlds.arms(spec.features(), random, Worlds.BLOCKS);
    Decision decision = new Decision();
    int n = 3000;
    double[] expected = new double[Worlds.BLOCKS];
    double[] counts = new double[Worlds.BLOCKS];
    for (int t = 0; t < n; t++) {
      agent.decide(model, arms, 1000 + t, decision);
      counts[decision.chosen()]++;
      for (int a = 0; a < Worlds.BLOCKS; a++) {
        // Of posterior sampling, probabilities differ from decision to decision.
        expected[a] += decision.probability(a);
      }
    }
    double chiSquare = 0;
    for (int a = 0; a < Worlds.BLOCKS; a++) {
      if (expected[a] == 0) {
        assertThat(counts[a]).isZero();
      } else {
        chiSquare += (counts[a] - expected[a]) * (counts[a] - expected[a]) / expected[a];
      }
    }
    assertThat(chiSquare).isLessThan(ChiSquare.bound(Worlds.BLOCKS - 1, 1e-6));
  }

  @ParameterizedTest
  @MethodSource("agents")
  void decidingChangesNothingAndFoldsAreTheSameToTheBit(AgentSpec spec) {
    ContextualBandit agent = new ContextualBandit(spec);
    BanditModel model = agent.create();
    Worlds.run(agent, model, new Lcg(3), 0, 60);
    ContextualBandit other = new ContextualBandit(spec);
    BanditModel twin = other.create();
    Lcg asides = new Lcg(99);
    Lcg random = new Lcg(3);
    Decision decision = new Decision();
    for (int t = 0; t < 60; t++) {
      // Requests that nobody learns from, between the others.
      other.decide(twin, Worlds.arms(spec.features(), asides, 3), -t, decision);
      Worlds.run(other, twin, random, t, 1);
    }
    assertThat(bits(twin)).isEqualTo(bits(model));
  }

  @ParameterizedTest
  @MethodSource("agents")
  void aRestoredModelGoesOnAsIfItHadNeverBeenTakenApart(AgentSpec spec) {
    ContextualBandit agent = new ContextualBandit(spec);
    BanditModel model = agent.create();
    Lcg random = new Lcg(4);
    Worlds.run(agent, model, random, 0, 50);
    Lcg same = new Lcg(4);
    BanditModel first = agent.create();
    Worlds.run(agent, first, same, 0, 50);
    BanditModel restored = restored(first, spec);
    Worlds.run(agent, model, random, 50, 50);
    Worlds.run(new ContextualBandit(spec), restored, same, 50, 50);
    assertThat(bits(restored)).isEqualTo(bits(model));
    assertThat(restored.heapBytes()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("everyComposition")
  void aDecisionDoesNotDependOnWhatWasDecidedBefore(AgentSpec spec) {
    ContextualBandit used = new ContextualBandit(spec);
    BanditModel model = used.create();
    BanditModel other = used.create();
    Lcg random = new Lcg(14);
    Worlds.run(used, model, random, 0, 60);
    boolean isOpen = spec.features() instanceof ArmFeatures;
    int most = isOpen ? 70 : spec.features().inputs() / spec.features().dimension();
    Decision reused = new Decision();
    for (int t = 0; t < 40; t++) {
      Arms arms = Worlds.arms(spec.features(), random, 1 + random.below(most));
      int slots = 1 + random.below(Math.min(5, arms.count()));
      used.rank(model, arms, t, slots, reused);
      Decision alone = new Decision();
      new ContextualBandit(spec).rank(model, arms, t, slots, alone);
      assertThat(told(reused)).isEqualTo(told(alone));
      // Requests of other sizes in between, of another model, and one that overflows.
      Arms large = Worlds.arms(spec.features(), random, most);
      used.rank(other, large, -t, 1 + random.below(Math.min(9, most)), reused);
      float[] values = large.values();
      for (int i = 0; i < values.length; i++) {
        values[i] *= Float.MAX_VALUE;
      }
      used.rank(model, large, t, Math.min(2, most), reused);
      used.learn(other, arms, 0, random.uniform(), 1);
    }
  }

  static List<AgentSpec> everyComposition() {
    return Compositions.all();
  }

  /** Everything that a decision tells. */
  private static List<Object> told(Decision decision) {
    List<Object> told =
        new ArrayList<>(
            List.of(decision.arms(), decision.slots(), decision.learned(), decision.fallbacks()));
    for (int slot = 0; slot < decision.slots(); slot++) {
      told.add(decision.chosen(slot));
      told.add(decision.gamma(slot));
      for (int a = 0; a < decision.arms(); a++) {
        told.add(decision.probability(slot, a));
      }
    }
    for (int a = 0; a < decision.arms(); a++) {
      told.add(decision.loss(a));
    }
    return told;
  }

  @ParameterizedTest
  @MethodSource("everyComposition")
  void aSlotIsADecisionAmongTheArmsThatAreLeftAsTheyLookInIt(AgentSpec spec) {
    ContextualBandit agent = new ContextualBandit(spec);
    BanditModel model = agent.create();
    Lcg random = new Lcg(23);
    Worlds.run(agent, model, random, 0, 60);
    int d = spec.features().dimension();
    int count = 5;
    int slots = 4;
    int[] blocks = {3, 0, 4, 1, 2};
    long[] keys = {11, 12, 13, 14, 15};
    boolean inBlocks = spec.features() instanceof ArmBlocks;
    int slotLength = inBlocks ? d : count * d;
    Decision ranking = new Decision();
    Decision alone = new Decision();
    for (int t = 0; t < 20; t++) {
      float[] values = random.dense(slots * slotLength).values();
      Arms arms = new Arms();
      Arms request = inBlocks ? arms.blocks(values, d, blocks, count) : arms.rows(values, d, count);
      agent.rank(model, request.keys(keys).inSlots(slots), t, slots, ranking);
      List<Integer> left = new ArrayList<>(List.of(0, 1, 2, 3, 4));
      for (int slot = 0; slot < slots; slot++) {
        float[] own = Arrays.copyOfRange(values, slot * slotLength, (slot + 1) * slotLength);
        long key = slot == 0 ? t : KeyedRandom.combine(t, slot);
        agent.decide(model, some(left, own, d, inBlocks ? blocks : new int[0], keys), key, alone);
        assertThat(ranking.chosen(slot)).isEqualTo(left.get(alone.chosen()));
        double sum = 0;
        for (int a = 0; a < count; a++) {
          int place = left.indexOf(a);
          double p = ranking.probability(slot, a);
          assertThat(p).isEqualTo(place < 0 ? 0 : alone.probability(place));
          if (place >= 0) {
            assertThat(ranking.loss(slot, a)).isEqualTo(alone.loss(place));
          }
          sum += p;
        }
        assertThat(Math.abs(sum - 1)).isLessThanOrEqualTo(1e-9);
        left.remove((Integer) ranking.chosen(slot));
      }
      agent.learn(model, request.turnTo(t % slots), t % count, random.uniform(), 1);
    }
  }

  /** Some of the arms as requests of their own would have them. */
  private static Arms some(List<Integer> some, float[] values, int d, int[] blocks, long[] keys) {
    float[] rows = new float[some.size() * d];
    int[] places = new int[some.size()];
    long[] theirKeys = new long[some.size()];
    for (int k = 0; k < some.size(); k++) {
      int arm = some.get(k);
      theirKeys[k] = keys[arm];
      if (blocks.length > 0) {
        places[k] = blocks[arm];
      } else {
        System.arraycopy(values, arm * d, rows, k * d, d);
      }
    }
    Arms arms =
        blocks.length > 0
            ? new Arms().blocks(values, d, places, some.size())
            : new Arms().rows(rows, d, some.size());
    return arms.keys(theirKeys);
  }

  @Test
  void armsLookOtherwiseOnlyInTheSlotsThatTheyWereToldOf() {
    Arms arms = new Arms().rows(new float[] {1, 2, 3, 4}, 1, 2).inSlots(2);
    assertThat(arms.turnTo(1).at(0)).isEqualTo(2);
    assertThatThrownBy(() -> arms.turnTo(2)).hasMessageContaining("slot=2, slots=2");
    assertThatThrownBy(() -> new Arms().rows(new float[] {1, Float.NaN}, 1, 1).inSlots(2))
        .hasMessageContaining("value=NaN, position=1");
    assertThat(arms.rows(new float[] {5, 6}, 1, 2).turnTo(3).at(1)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("agents")
  void slotsAreFilledWithDifferentArmsEachWithItsOwnPropensity(AgentSpec spec) {
    ContextualBandit agent = new ContextualBandit(spec);
    BanditModel model = agent.create();
    Lcg random = new Lcg(5);
    Worlds.run(agent, model, random, 0, 60);
    Decision ranking = new Decision();
    Decision decision = new Decision();
    for (int t = 0; t < 50; t++) {
      Arms arms = Worlds.arms(spec.features(), random, Worlds.BLOCKS);
      agent.rank(model, arms, t, Worlds.BLOCKS, ranking);
      agent.decide(model, arms, t, decision);
      assertThat(ranking.chosen()).isEqualTo(decision.chosen());
      assertThat(ranking.propensity()).isEqualTo(decision.propensity());
      Set<Integer> before = new HashSet<>();
      for (int slot = 0; slot < Worlds.BLOCKS; slot++) {
        double sum = 0;
        int left = Worlds.BLOCKS - slot;
        for (int a = 0; a < Worlds.BLOCKS; a++) {
          double p = ranking.probability(slot, a);
          sum += p;
          if (before.contains(a)) {
            assertThat(p).isZero();
          } else {
            assertThat(p).isGreaterThanOrEqualTo(spec.floor().least(left) * (1 - 1e-12));
          }
        }
        assertThat(Math.abs(sum - 1)).isLessThanOrEqualTo(1e-9);
        assertThat(ranking.propensity(slot)).isPositive();
        assertThat(before.add(ranking.chosen(slot))).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("agents")
  void hugeFeaturesAndLossesBreakNothing(AgentSpec spec) {
    ContextualBandit agent = new ContextualBandit(spec);
    BanditModel model = agent.create();
    Decision decision = new Decision();
    Lcg random = new Lcg(6);
    for (int t = 0; t < 60; t++) {
      Arms arms = Worlds.arms(spec.features(), random, Worlds.BLOCKS);
      float size = t % 3 == 0 ? Float.MAX_VALUE : t % 3 == 1 ? 1e20f : 1e-30f;
      float[] values = arms.values();
      for (int i = 0; i < values.length; i++) {
        values[i] *= size;
      }
      agent.decide(model, arms, t, decision);
      double sum = 0;
      for (int a = 0; a < Worlds.BLOCKS; a++) {
        assertThat(decision.probability(a)).isNotNegative();
        sum += decision.probability(a);
      }
      assertThat(Math.abs(sum - 1)).isLessThanOrEqualTo(1e-9);
      assertThat(decision.propensity()).isPositive();
      agent.learn(model, arms, decision.chosen(), t % 2 == 0 ? 1e300 : -7, t % 5 == 0 ? 1e9 : 1);
      assertFinite(model);
    }
    double losses = Worlds.run(agent, model, random, 1000, 50);
    assertThat(losses).isBetween(0.0, 50.0);
    assertFinite(model);
  }

  @ParameterizedTest
  @MethodSource("agents")
  void aSpecIsToldByItsCanonicalLineAlone(AgentSpec spec) {
    assertThat(spec.canonical()).matches("\\p{ASCII}+").doesNotContain("@");
    long same =
        Compositions.all().stream().filter(s -> s.canonical().equals(spec.canonical())).count();
    assertThat(same).isEqualTo(1);
  }

  @Test
  void learnersBeatTheUniformChoice() {
    double uniform = sumOfLosses(Agents.uniform(new ArmFeatures(Worlds.DIMENSION), SEED));
    for (AgentSpec spec : agents()) {
      if (!(spec.exploration() instanceof Exploration.Uniform)
          && spec.features() instanceof ArmFeatures) {
        assertThat(sumOfLosses(spec)).as(spec.canonical()).isLessThan(0.75 * uniform);
      }
    }
  }

  private static double sumOfLosses(AgentSpec spec) {
    ContextualBandit agent = new ContextualBandit(spec);
    return Worlds.run(agent, agent.create(), new Lcg(7), 0, 400);
  }

  @Test
  void anArmThatNobodyHasSeenCanBeDecidedForAtOnce() {
    AgentSpec spec =
        Agents.neuSquareCb(
            new ArmBlocks(Worlds.DIMENSION, Worlds.BLOCKS),
            Compositions.small(RegressionLoss.SQUARED),
            SEED);
    ContextualBandit agent = new ContextualBandit(spec);
    BanditModel model = agent.create();
    Lcg random = new Lcg(8);
    Decision decision = new Decision();
    for (int t = 0; t < 100; t++) {
      Arms three = Worlds.arms(spec.features(), random, 3);
      agent.decide(model, three, t, decision);
      agent.learn(model, three, decision.chosen(), 1, 1);
    }
    Arms six = Worlds.arms(spec.features(), random, 6);
    agent.decide(model, six, 1000, decision);
    for (int a = 0; a < 6; a++) {
      assertThat(decision.probability(a)).isPositive();
    }
  }

  @Test
  void anOverflowIsDecidedUniformlyAndSaysSo() {
    NeuralSpec raw =
        Compositions.small(RegressionLoss.SQUARED).withStandardization(Standardization.NONE);
    ContextualBandit agent =
        new ContextualBandit(Agents.neuSquareCb(new ArmFeatures(3), raw, SEED));
    BanditModel model = agent.create();
    Decision decision = new Decision();
    float[] rows = {3e38f, 3e38f, 3e38f, 1, 2, 3, -3e38f, 3e38f, -3e38f};
    agent.decide(model, new Arms().rows(rows, 3, 3), 1, decision);
    assertThat(decision.fallbacks()).isEqualTo(1);
    for (int a = 0; a < 3; a++) {
      assertThat(decision.probability(a)).isEqualTo(1.0 / 3);
    }
    agent.decide(model, new Arms().rows(new float[9], 3, 3), 1, decision);
    assertThat(decision.fallbacks()).isZero();
  }

  @Test
  void aSlotIsDecidedAmongTheArmsThatAreLeft() {
    ContextualBandit agent = new ContextualBandit(Agents.squareCb(new ArmFeatures(3), SEED));
    BanditModel model = agent.create();
    Lcg random = new Lcg(12);
    Worlds.run(agent, model, random, 0, 100);
    Decision ranking = new Decision();
    for (int t = 0; t < 20; t++) {
      agent.rank(model, Worlds.arms(agent.spec().features(), random, 6), t, 6, ranking);
      List<Integer> left = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
      for (int slot = 0; slot < 6; slot++) {
        double[] losses = left.stream().mapToDouble(ranking::loss).toArray();
        double[] expected = new double[losses.length];
        GapWeighting.INVERSE.fill(losses, losses.length, ranking.gamma(slot), expected);
        for (int k = 0; k < expected.length; k++) {
          assertThat(ranking.probability(slot, left.get(k))).isEqualTo(expected[k]);
        }
        left.remove((Integer) ranking.chosen(slot));
      }
    }
  }

  @Test
  void lowerConfidencePrefersTheUnknownOfTwoArmsThatSeemAlike() {
    ContextualBandit agent = new ContextualBandit(Agents.linUcb(new ArmFeatures(2), 1, SEED));
    BanditModel model = agent.create();
    Arms arms = new Arms().rows(new float[] {1, 0, 0, 1}, 2, 2);
    for (int t = 0; t < 10; t++) {
      agent.learn(model, arms, 0, 0, 1);
    }
    Decision decision = new Decision();
    agent.decide(model, arms, 1, decision);
    assertThat(decision.loss(0)).isEqualTo(decision.loss(1));
    assertThat(decision.chosen()).isEqualTo(1);
  }

  @Test
  void posteriorSamplesAreTheDecisionsOwn() {
    ContextualBandit agent =
        new ContextualBandit(Agents.linearThompson(new ArmFeatures(3), 0.5, SEED));
    Arms arms = Worlds.arms(agent.spec().features(), new Lcg(13), 5);
    Set<Double> probabilities = new HashSet<>();
    Decision decision = new Decision();
    for (int t = 0; t < 20; t++) {
      agent.decide(agent.create(), arms, t, decision);
      probabilities.add(decision.probability(0));
    }
    assertThat(probabilities).hasSizeGreaterThan(3);
  }

  @Test
  @Tag(Allocation.TAG)
  void aWarmAgentAllocatesNothing() {
    Features blocks = new ArmBlocks(Worlds.DIMENSION, Worlds.BLOCKS);
    NeuralSpec signs =
        Compositions.small(RegressionLoss.SQUARED).withPerturbation(new Perturbation.Signs(2, 0.1));
    List<AgentSpec> agents =
        List.of(
            Agents.linUcb(new ArmFeatures(Worlds.DIMENSION), 0.3, SEED),
            Agents.squareCb(new ArmFeatures(Worlds.DIMENSION), SEED)
                .withRegression(MirrorSpec.of(RegressionLoss.SQUARED)),
            Agents.fastCb(blocks, SEED).withFloor(Floor.mix(0.1)),
            Agents.linearThompson(blocks, 0.3, SEED).withFloor(Floor.mix(0.1)),
            Agents.neuFastCb(blocks, Compositions.small(RegressionLoss.KULLBACK_LEIBLER), SEED)
                .withFloor(Floor.projection(0.1))
                .withDraw(Draw.RACE),
            Agents.neuSquareCb(new ArmFeatures(Worlds.DIMENSION), signs, SEED));
    for (AgentSpec spec : agents) {
      ContextualBandit agent = new ContextualBandit(spec);
      BanditModel model = agent.create();
      Decision decision = new Decision();
      Arms[] requests = new Arms[64];
      Lcg random = new Lcg(9);
      Arrays.setAll(requests, t -> Worlds.arms(spec.features(), random, Worlds.BLOCKS));
      Runnable run =
          () -> {
            for (int t = 0; t < requests.length; t++) {
              agent.rank(model, requests[t], t, 2, decision);
              agent.learn(model, requests[t], decision.chosen(), t & 1, 1);
            }
          };
      assertThat(Allocation.least(run)).as(spec.canonical()).isLessThanOrEqualTo(0);
    }
  }

  @Test
  void armsOfAnOpenSetFindABlock() {
    ArmBlocks blocks = new ArmBlocks(2, 7);
    Set<Integer> found = new HashSet<>();
    for (long arm = -100; arm < 100; arm++) {
      found.add(blocks.hashed(arm));
    }
    assertThat(found).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void requestsThatDoNotFitTheModelAreRefused() {
    ContextualBandit agent = new ContextualBandit(Agents.squareCb(new ArmBlocks(2, 3), SEED));
    BanditModel model = agent.create();
    Decision decision = new Decision();
    assertThatThrownBy(() -> agent.decide(model, new Arms().rows(new float[4], 2, 2), 1, decision))
        .hasMessage("arms must have the model's form, blocks(2,3): dimension=2, in rows");
    assertThatThrownBy(
            () ->
                agent.decide(
                    model, new Arms().blocks(new float[2], 2, new int[] {0, 3}, 2), 1, decision))
        .hasMessage("an arm's block must be below the model's blocks, 3: block=3, arm=1");
    Arms arms = new Arms().blocks(new float[2], 2, new int[] {0, 2}, 2);
    assertThatThrownBy(() -> agent.rank(model, arms, 1, 3, decision))
        .hasMessage("slots must be at least 1 and at most the arms: slots=3, arms=2");
    assertThatThrownBy(() -> agent.learn(model, arms, 2, 0, 1)).hasMessageContaining("arm=2");
    assertThatThrownBy(() -> agent.learn(model, arms, 0, Double.NaN, 1))
        .hasMessage("a loss must be finite: loss=NaN");
    assertThatThrownBy(() -> agent.learn(model, arms, 0, 0, -1))
        .hasMessage("weight must be in [0, 1e9]: weight=-1.0");
    assertThat(model.learned()).isZero();
  }

  @Test
  void featuresThatAreNotFiniteAreRefused() {
    assertThatThrownBy(() -> new Arms().rows(new float[] {1, Float.NaN}, 1, 2))
        .hasMessage("features must be finite: value=NaN, position=1");
    assertThatThrownBy(
            () -> new Arms().blocks(new float[] {Float.NEGATIVE_INFINITY}, 1, new int[1], 1))
        .hasMessageContaining("value=-Infinity");
    assertThatThrownBy(() -> new Arms().rows(new float[0], 1, 0)).hasMessageContaining("arms=0");
    assertThatThrownBy(() -> new Arms().blocks(new float[1], 1, new int[] {-1}, 1))
        .hasMessageContaining("block=-1");
  }

  @Test
  void rewardsBecomeLosses() {
    LossScale scale = new LossScale(-1, 3);
    assertThat(scale.loss(3)).isZero();
    assertThat(scale.loss(-1)).isEqualTo(1);
    assertThat(scale.loss(1)).isEqualTo(0.5);
    assertThat(scale.loss(100)).isZero();
    assertThat(scale.loss(-100)).isEqualTo(1);
    assertThatThrownBy(() -> new LossScale(1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LossScale(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void explorationsThatNeedARidgeRegressionAreRefusedWithoutOne() {
    AgentSpec spec =
        Agents.neuSquareCb(new ArmFeatures(2), SEED)
            .withExploration(new Exploration.LowerConfidence(1));
    assertThatThrownBy(() -> new ContextualBandit(spec))
        .hasMessageContaining("needs a ridge regression: exploration=lower-confidence");
  }

  @Test
  void aModelOfAnotherKindIsRefused() {
    Features features = new ArmFeatures(2);
    ContextualBandit ridge = new ContextualBandit(Agents.squareCb(features, SEED));
    ContextualBandit neural = new ContextualBandit(Agents.neuSquareCb(features, SEED));
    Arms arms = new Arms().rows(new float[2], 2, 1);
    assertThatThrownBy(() -> ridge.learn(neural.create(), arms, 0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> neural.learn(ridge.create(), arms, 0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    ContextualBandit mirror = new ContextualBandit(Agents.fastCb(features, SEED));
    assertThatThrownBy(() -> mirror.learn(ridge.create(), arms, 0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a mirror regression needs its own model");
    assertThatThrownBy(() -> ridge.learn(mirror.create(), arms, 0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theDrawOfADecisionIsThatOfItsKey() {
    ContextualBandit agent = new ContextualBandit(Agents.uniform(new ArmFeatures(1), SEED));
    Arms arms = new Arms().rows(new float[10], 1, 10);
    Decision decision = new Decision();
    long key = KeyedRandom.key("request-17");
    agent.decide(agent.create(), arms, key, decision);
    int chosen = decision.chosen();
    agent.decide(agent.create(), arms, key + 1, decision);
    agent.decide(agent.create(), arms, key, decision);
    assertThat(decision.chosen()).isEqualTo(chosen);
    assertThat(chosen).isEqualTo((int) (10 * new KeyedRandom(SEED, 5).uniform(key)));
  }

  private static BanditModel restored(BanditModel model, AgentSpec spec) {
    RegressionModel regression = model.regression();
    RegressionModel copy;
    if (regression instanceof NeuralModel m) {
      ReplayMemory memory = m.memory();
      copy =
          NeuralModel.restored(
              m.parameters().clone(),
              restored(memory, spec.features().dimension()),
              restored(m.standardizer()),
              m.skipped());
    } else if (regression instanceof RidgeModel m) {
      copy = RidgeModel.restored(m.factor().clone(), m.moments().clone());
    } else if (regression instanceof MirrorModel m) {
      LearnerSpec learner = ((MirrorSpec) spec.regression()).learner(spec.features());
      copy =
          MirrorModel.restored(
              LinearModelCodec.decode(
                  LinearModelCodec.encode(m.linear()),
                  Learner.of(learner).layout(),
                  learner.dimension(),
                  (page, into, offset) -> {
                    throw new AssertionError("a small model has no page " + page);
                  }),
              restored(m.standardizer()));
    } else {
      copy = new NoModel();
    }
    return BanditModel.restored(copy, model.learned(), model.losses());
  }

  private static ReplayMemory restored(ReplayMemory memory, int dimension) {
    int cells = memory.rows().length();
    PagedVector copy = new PagedVector(cells);
    for (int i = 0; i < cells; i++) {
      copy.set(i, memory.rows().get(i));
    }
    return ReplayMemory.restored(copy, dimension, memory.size());
  }

  private static Standardizer restored(Standardizer s) {
    return Standardizer.restored(
        s.mean().clone(),
        s.squares().clone(),
        s.shift().clone(),
        s.factor().clone(),
        s.count(),
        s.version());
  }

  /** Everything of a model's state, to the bit. */
  private static List<Object> bits(BanditModel model) {
    List<Object> bits = new ArrayList<>(List.of(model.learned(), model.losses()));
    if (model.regression() instanceof NeuralModel m) {
      bits.add(Arrays.toString(m.parameters()));
      bits.add(m.skipped());
      bits.add(m.memory().size());
      for (int i = 0; i < m.memory().rows().length(); i++) {
        bits.add(m.memory().rows().get(i));
      }
      bits.addAll(bits(m.standardizer()));
    } else if (model.regression() instanceof MirrorModel m) {
      bits.add(Arrays.toString(LinearModelCodec.encode(m.linear())));
      bits.addAll(bits(m.standardizer()));
    } else if (model.regression() instanceof RidgeModel m) {
      bits.add(Arrays.toString(m.factor()));
      bits.add(Arrays.toString(m.moments()));
      bits.add(Arrays.toString(m.weights()));
    }
    return bits;
  }

  private static List<Object> bits(Standardizer s) {
    return List.of(
        Arrays.toString(s.mean()),
        Arrays.toString(s.squares()),
        Arrays.toString(s.shift()),
        Arrays.toString(s.factor()),
        s.count(),
        s.version());
  }

  private static void assertFinite(BanditModel model) {
    assertThat(model.losses()).isFinite();
    if (model.regression() instanceof NeuralModel m) {
      for (float parameter : m.parameters()) {
        assertThat(Float.isFinite(parameter)).isTrue();
      }
    } else if (model.regression() instanceof RidgeModel m) {
      for (double weight : m.weights()) {
        assertThat(weight).isFinite();
      }
    } else if (model.regression() instanceof MirrorModel m) {
      for (int i = 0; i < m.linear().cells().length(); i++) {
        assertThat(m.linear().cells().get(i)).isFinite();
      }
      for (double number : m.linear().numbers()) {
        assertThat(number).isFinite();
      }
    }
  }
}
