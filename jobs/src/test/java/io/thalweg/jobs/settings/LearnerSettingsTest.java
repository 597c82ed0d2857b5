package io.thalweg.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.thalweg.convex.Word;
import io.thalweg.mirror.Adaptive;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.stream.FeatureGroup;
import io.thalweg.stream.FeatureSpec;
import io.thalweg.stream.Interaction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every part of a learner by its word, and each combination that makes no sense. */
class LearnerSettingsTest {
  private static OptimizeSettings settings(String features, String learner)
      throws SettingsException {
    return OptimizeSettings.parse(
        OptimizeSettingsTest.SMALLEST,
        List.of("models[0]={name: a, features: {%s}, learner: {%s}}".formatted(features, learner)));
  }

  private static LearnerSpec spec(String features, String learner) throws SettingsException {
    return settings(features, learner).models().get(0).learner();
  }

  /** A canonical word with its numbers in decimal, for people. */
  private static String decimal(String canonical) {
    Word word = Word.parse(canonical);
    if (word.arguments().isEmpty()) {
      return canonical.startsWith("0x") || canonical.startsWith("-0x")
          ? Double.toString(Double.parseDouble(canonical)).replaceFirst("\\.0$", "")
          : canonical;
    }
    List<String> arguments = new ArrayList<>();
    word.arguments().forEach(argument -> arguments.add(decimal(argument)));
    return word.name() + "(" + String.join(",", arguments) + ")";
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          squared                                            | squared
          logistic                                           | logistic
          hinge                                              | hinge
          smoothed-hinge                                     | smoothed-hinge(1)
          {smoothed-hinge: {width: 0.5}}                     | smoothed-hinge(0.5)
          absolute                                           | absolute
          {huber: {threshold: 3}}                            | huber(3)
          {pinball: {level: 0.9}}                            | pinball(0.9)
          {smoothed-pinball: {level: 0.9, width: 2}}         | smoothed-pinball(0.9,2)
          poisson                                            | poisson
          {softmax: {classes: 3}}                            | softmax(3)
          """)
  void everyLossArrives(String loss, String word) throws SettingsException {
    assertThat(decimal(spec("dimension: 2", "loss: " + loss).loss().canonical())).isEqualTo(word);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          normalize: false                                    | adaptive(expert(0.25,0.1),expert(1.2,0.1),expert(8,10),100000,10000)
          hint: zero                                          | lazy(ball(4),scale-free(1),zero)
          algorithm: adaptive                                 | adaptive(expert(0.25,0.1),expert(1.2,0.1),expert(8,10),100000,10000)
          algorithm: {adaptive: {memory: 50, mixerMemory: 7}} | adaptive(expert(0.25,0.1),expert(1.2,0.1),expert(8,10),50,7)
          algorithm: scale-free                               | lazy(ball(4),scale-free(1),last-gradient)
          algorithm: {scale-free: {multiplier: 2}}, hint: zero| lazy(ball(4),scale-free(2),zero)
          algorithm: {convex: {gradientBound: 3}}             | lazy(ball(4),convex(3,9),last-gradient)
          algorithm: {convex: {gradientBound: 3, delta: 0}}   | lazy(ball(4),convex(3,0),last-gradient)
          domain: {box: {lower: -1, upper: 2}}                | lazy(box(-1,2),scale-free(1),last-gradient)
          domain: {box: {lower: -1, upper: 2}}, regularizer: {l1: {weight: 0.5}} | lazy(box(-1,2),scale-free(1),l1(0.5),last-gradient)
          domain: {box: {lower: -1, upper: 2}}, regularizer: {elastic-net: {l1: 0.5, l2: 2}} | lazy(box(-1,2),scale-free(1),elastic-net(0.5,2),last-gradient)
          regularizer: {l2: {weight: 2}}                      | dense(mirror-descent(ball(4),scale-free(1),l2(2),last-gradient))
          regularizer: {group-lasso: {weight: 2, sizes: [1, 3]}} | dense(mirror-descent(ball(4),scale-free(1),group-lasso(2,1,3),last-gradient))
          domain: simplex                                     | dense(mirror-descent(simplex(1),scale-free(1),none,last-gradient))
          domain: {simplex: {sum: 2}}                         | dense(mirror-descent(simplex(2),scale-free(1),none,last-gradient))
          domain: {l1-ball: {radius: 2}}                      | dense(mirror-descent(l1-ball(2),scale-free(1),none,last-gradient))
          hint: {ema: {share: 0.25}}                          | dense(mirror-descent(ball(4),scale-free(1),none,ema(0.25)))
          hint: {lag: {rounds: 24}}                           | dense(mirror-descent(ball(4),scale-free(1),none,lag(24)))
          hint: {mixer: [zero, last-gradient, {ema: {share: 0.5}}, {lag: {rounds: 7}}]} | dense(mirror-descent(ball(4),scale-free(1),none,mixer(zero,last-gradient,ema(0.5),lag(7))))
          algorithm: {strongly-convex: {curvature: 2}}        | dense(mirror-descent(ball(4),strongly-convex(2),none,last-gradient))
          algorithm: strongly-regularized, regularizer: {l2: {weight: 2}} | dense(mirror-descent(ball(4),strongly-regularized(2),l2(2),last-gradient))
          algorithm: {strongly-regularized: {curvature: 1}}, regularizer: {elastic-net: {l1: 3, l2: 2}} | dense(mirror-descent(ball(4),strongly-regularized(1),elastic-net(3,2),last-gradient))
          algorithm: {follow-the-leader: {curvature: 2}}      | dense(follow-the-leader(ball(4),2,last-gradient))
          algorithm: {newton: {gradientBound: 2, concavity: 1}} | dense(newton(ball(4),2,0.0078125,1,last-gradient))
          algorithm: {curvature-newton: {featureBound: 2}}    | newton(ball(4),2,1,last-gradient)
          algorithm: {curvature-newton: {featureBound: 2, regularity: 0.5}}, hint: zero | newton(ball(4),2,0.5,zero)
          algorithm: {ensemble: {gradientBound: 2, smoothness: 4}} | dense(ensemble(ball(4),2,4,1.099511627776E12,0.03125,last-gradient))
          algorithm: {ensemble: {gradientBound: 2, smoothness: 4, horizon: 1000, largestStep: 0.5}} | dense(ensemble(ball(4),2,4,1000,0.5,last-gradient))
          algorithm: implicit                                 | implicit(ball(4),scale-free(1))
          algorithm: {implicit: {multiplier: 2}}              | implicit(ball(4),scale-free(2))
          algorithm: {implicit: {gradientBound: 2}}           | implicit(ball(4),convex(2,4))
          algorithm: {exponential-weights: {gradientBound: 2}}, domain: simplex | dense(exponential-weights(simplex(1),convex(2,4),last-gradient))
          algorithm: {exponential-weights: {gradientBound: 2, delta: 0}}, domain: l1-ball | dense(exponential-weights(l1-ball(4),convex(2,0),last-gradient))
          algorithm: {ftrl-proximal: {rate: 0.5}}             | sparse(ftrl-proximal(0.5,1,0,0,last-gradient))
          algorithm: {ftrl-proximal: {rate: 0.5, damping: 2, l1: 3, l2: 4}}, hint: zero | sparse(ftrl-proximal(0.5,2,3,4,zero))
          algorithm: {ftrl-proximal: {rate: 0.5}}, hint: {lag: {rounds: 2}} | dense(ftrl-proximal(0.5,1,0,0,lag(2)))
          algorithm: per-coordinate, domain: {box: {lower: -1, upper: 1}} | per-coordinate(box(-1,1),scale-free(1),last-gradient)
          algorithm: {per-coordinate: {gradientBound: 2}}, domain: {box: {lower: -1, upper: 1}} | per-coordinate(box(-1,1),convex(2,4),last-gradient)
          algorithm: per-coordinate, domain: {box: {lower: -1, upper: 1}}, hint: {ema: {share: 0.5}} | dense(per-coordinate(box(-1,1),ema(0.5),scale-free(1)))
          normalize: true, algorithm: scale-free              | normalized(lazy(ball(4),scale-free(1),last-gradient))
          """)
  void everyAlgorithmArrivesInItsCheapestForm(String learner, String word)
      throws SettingsException {
    assertThat(decimal(spec("dimension: 4", "loss: squared, " + learner).algorithm().canonical()))
        .isEqualTo(word);
  }

  @Test
  void whoKnowsNothingButTheLossGetsWhatNeedsNothing() throws SettingsException {
    assertThat(spec("", "loss: logistic").algorithm()).isEqualTo(new Adaptive());
    assertThat(spec("dimension: 2", "loss: squared, quantiles: [0.5]").algorithm())
        .isEqualTo(new Adaptive());
    assertThat(decimal(spec("", "loss: {softmax: {classes: 3}}").algorithm().canonical()))
        .isEqualTo("lazy(ball(4),scale-free(1),last-gradient)");
  }

  @Test
  void severalClassesAreKeptDenselyWhereTheirDomainIsABox() throws SettingsException {
    String loss = "loss: {softmax: {classes: 3}}, algorithm: scale-free";

    assertThat(decimal(spec("", loss).algorithm().canonical()))
        .isEqualTo("lazy(ball(4),scale-free(1),last-gradient)");
    String box = ", domain: {box: {lower: -1, upper: 1}}";
    assertThat(decimal(spec("hashBits: 4", loss + box).algorithm().canonical()))
        .startsWith("dense(mirror-descent(box(-1,1)");
    String coordinates = "loss: {softmax: {classes: 3}}, algorithm: per-coordinate" + box;
    assertThat(decimal(spec("hashBits: 4", coordinates).algorithm().canonical()))
        .startsWith("dense(per-coordinate(box(-1,1)");
    assertRefused(
        "hashBits: 18",
        coordinates,
        "learner.algorithm.per-coordinate: per-coordinate of several classes must be kept densely,"
            + " so that every event goes through all weights: that is allowed up to 1048576 bytes"
            + " of state, these take 6291456 or more: weights=786432");
  }

  @Test
  void quantilesArrive() throws SettingsException {
    assertThat(spec("", "loss: absolute, quantiles: [0.1, 0.5, 0.95]").quantiles())
        .containsExactly(0.1, 0.5, 0.95);
  }

  @Test
  void interactionsArrive() throws SettingsException {
    FeatureGroup place = FeatureGroup.of("destination", "origin");
    FeatureGroup when = FeatureGroup.of("hour*");

    assertThat(
            settings(
                    "hashBits: 10, bias: true,"
                        + " groups: {place: [origin, destination], when: [hour*], unused: [x]},"
                        + " interactions: [[place, when], [when, when]]",
                    "loss: squared")
                .models()
                .get(0)
                .features())
        .isEqualTo(
            FeatureSpec.ofHashBits(10)
                .withBias()
                .with(List.of(new Interaction(place, when), new Interaction(when, when))));
  }

  private static void assertRefused(String features, String learner, String line) {
    SettingsException e =
        catchThrowableOfType(SettingsException.class, () -> settings(features, learner));
    assertThat(e).as("refused").isNotNull();
    assertThat(e.getMessage()).doesNotContain("\n").isEqualTo("models[0]." + line);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          algorithm: {newton: {gradientBound: 1, concavity: 1}} | dimension: 301 | learner.algorithm.newton: a Newton step must be of at most 300 weights, since an event costs their square: weights=301
          algorithm: {curvature-newton: {featureBound: 1}}    | hashBits: 9  | learner.algorithm.curvature-newton: a Newton step must be of at most 300 weights, since an event costs their square: weights=512
          domain: l1-ball                                     | hashBits: 4  | learner.domain: l1-ball must not go with hashed features, since one event moves the weights of all: give features.dimension
          domain: simplex                                     | hashBits: 4  | learner.domain: simplex must not go with hashed features, half of which meet their weights with the other sign: give features.dimension
          domain: simplex, regularizer: {l1: {weight: 1}}     | dimension: 4 | learner.regularizer: l1 must not go with a simplex, where the weights' sizes always have one sum
          domain: simplex, regularizer: {elastic-net: {l1: 1, l2: 1}} | dimension: 4 | learner.regularizer: l1 must not go with a simplex, where the weights' sizes always have one sum
          domain: {box: {lower: 0, upper: 1}}, regularizer: {group-lasso: {weight: 1, sizes: [2]}} | dimension: 4 | learner.regularizer: group-lasso must go with a ball: over another domain its step is not exact
          regularizer: {group-lasso: {weight: 1, sizes: [2, 1]}} | dimension: 4 | learner.algorithm.scale-free: groups must make up all coordinates: sizes=[2, 1], dimension=4
          regularizer: {group-lasso: {weight: 1}}             | dimension: 4 | learner.regularizer.group-lasso.sizes: must be given: a list, each a whole number in 1..16777216
          regularizer: {l1: {weight: 1}}                      | hashBits: 18 | learner.algorithm.scale-free: a regularizer of l1 on a ball must be kept densely, so that every event goes through all weights: that is allowed up to 1048576 bytes of state, these take 2097152 or more: weights=262144
          hint: {ema: {share: 0.5}}                           | hashBits: 16 | learner.algorithm.scale-free: a hint of ema must be kept densely, so that every event goes through all weights: that is allowed up to 1048576 bytes of state, these take 1572904 or more: weights=65536
          hint: {lag: {rounds: 1000}}                         | dimension: 200 | learner.algorithm.scale-free: a hint of lag must be kept densely, so that every event goes through all weights: that is allowed up to 1048576 bytes of state, these take 1604840 or more: weights=200
          algorithm: {strongly-convex: {curvature: 1}}        | hashBits: 18 | learner.algorithm.strongly-convex: strongly-convex must be kept densely, so that every event goes through all weights: that is allowed up to 1048576 bytes of state, these take 2097152 or more: weights=262144
          algorithm: {follow-the-leader: {curvature: 1}}      | hashBits: 18 | learner.algorithm.follow-the-leader: follow-the-leader must be kept densely, so that every event goes through all weights: that is allowed up to 1048576 bytes of state, these take 2097152 or more: weights=262144
          algorithm: {ensemble: {gradientBound: 1, smoothness: 1}} | hashBits: 18 | learner.algorithm.ensemble: an ensemble must be kept densely, so that every event goes through all weights: that is allowed up to 1048576 bytes of state, these take 2097152 or more: weights=262144
          algorithm: per-coordinate, domain: {box: {lower: 0, upper: 1}}, hint: {lag: {rounds: 2}} | hashBits: 18 | learner.algorithm.per-coordinate: a hint of lag must be kept densely, so that every event goes through all weights: that is allowed up to 1048576 bytes of state, these take 2097152 or more: weights=262144
          algorithm: {exponential-weights: {gradientBound: 1}}, domain: simplex | dimension: 262144 | learner.algorithm.exponential-weights: exponential-weights must be kept densely, so that every event goes through all weights: that is allowed up to 1048576 bytes of state, these take 2097152 or more: weights=262144
          algorithm: {exponential-weights: {gradientBound: 1}} | dimension: 4 | learner.domain: must be simplex or l1-ball for exponential-weights: ball (the default)
          algorithm: {exponential-weights: {gradientBound: 1}}, domain: ball | dimension: 4 | learner.domain: must be simplex or l1-ball for exponential-weights: ball
          algorithm: {newton: {gradientBound: 1, concavity: 1}}, domain: {box: {lower: 0, upper: 1}} | dimension: 4 | learner.domain: must be ball for newton: box
          algorithm: {curvature-newton: {featureBound: 1}}, domain: simplex | dimension: 4 | learner.domain: must be ball for curvature-newton: simplex
          algorithm: implicit, domain: simplex                | dimension: 4 | learner.domain: must be ball or box for implicit: simplex
          algorithm: per-coordinate                           | dimension: 4 | learner.domain: must be box for per-coordinate: ball (the default)
          algorithm: {ftrl-proximal: {rate: 1}}, domain: ball | dimension: 4 | learner.domain: ftrl-proximal has no domain: its weights are unbounded
          algorithm: {ftrl-proximal: {rate: 1}}, regularizer: none | dimension: 4 | learner.regularizer: ftrl-proximal has no regularizer, since l1 and l2 are parameters of its own
          algorithm: adaptive, domain: ball                   | dimension: 4 | learner.domain: adaptive has no domain: its weights are unbounded
          algorithm: adaptive, hint: zero                     | dimension: 4 | learner.hint: adaptive has no hint: its bold expert follows drift; scale-free has one
          algorithm: adaptive, regularizer: {l2: {weight: 1}} | dimension: 4 | learner.regularizer: adaptive has no regularizer; scale-free, convex, strongly-convex and strongly-regularized have one
          normalize: true                                     | dimension: 4 | learner.normalize: adaptive normalizes by itself: a feature's unit does not matter to it
          algorithm: {adaptive: {memory: 0.5}}                | dimension: 4 | learner.algorithm.adaptive: memory must be in [1, 1.0E15]: memory=0.5
          algorithm: implicit, hint: zero                     | dimension: 4 | learner.hint: implicit has no hint, since the last example's whole loss is its guess
          algorithm: implicit, regularizer: {l2: {weight: 1}} | dimension: 4 | learner.regularizer: implicit has no regularizer; scale-free, convex, strongly-convex and strongly-regularized have one
          algorithm: {implicit: {multiplier: 1, gradientBound: 1}} | dimension: 4 | learner.algorithm.implicit: must have one of multiplier and gradientBound, not both
          algorithm: strongly-regularized                     | dimension: 4 | learner.algorithm.strongly-regularized: must go with a regularizer of l2 or elastic-net, whose curvature it knows
          algorithm: strongly-regularized, regularizer: {l1: {weight: 1}} | dimension: 4 | learner.algorithm.strongly-regularized: must go with a regularizer of l2 or elastic-net, whose curvature it knows
          algorithm: {strongly-regularized: {curvature: 2}}, regularizer: {l2: {weight: 1}} | dimension: 4 | learner.algorithm.strongly-regularized.curvature: must be at most the l2 of the regularizer (1.0): 2.0
          hint: mixer                                         | dimension: 4 | learner.hint.mixer: must be given: a list, each one of zero, last-gradient, ema, lag
          hint: {mixer: [zero, ema]}                          | dimension: 4 | learner.hint.mixer[1].ema.share: must be given: a number above 0
          hint: given                                         | dimension: 4 | learner.hint: must be one of zero, last-gradient, ema, lag, mixer: given
          hint: {mixer: [zero, mixer]}                        | dimension: 4 | learner.hint.mixer[1]: must be one of zero, last-gradient, ema, lag: mixer
          hint: {ema: {share: 2}}                             | dimension: 4 | learner.hint.ema: share must be in (0, 1]: share=2.0
          hint: {lag: {rounds: 10001}}                        | dimension: 4 | learner.hint.lag.rounds: must be a whole number in 1..10000: 10001
          """)
  void whatDoesNotGoTogetherIsRefusedWithTheReason(String learner, String features, String line) {
    assertRefused(features, "loss: squared, " + learner, line);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {softmax: {classes: 3}} | algorithm: adaptive                            | learner.algorithm.adaptive: must not go with softmax, whose classes have a margin each
          {softmax: {classes: 3}} | algorithm: implicit                            | learner.algorithm.implicit: must not go with softmax, whose classes have a margin each
          {softmax: {classes: 3}} | algorithm: {curvature-newton: {featureBound: 1}} | learner.algorithm.curvature-newton: must not go with softmax, whose classes have a margin each
          {softmax: {classes: 151}} | algorithm: {newton: {gradientBound: 1, concavity: 1}} | learner.algorithm.newton: a Newton step must be of at most 300 weights, since an event costs their square: weights=302
          hinge                   | algorithm: {curvature-newton: {featureBound: 1}} | learner.algorithm.curvature-newton: must go with a loss that is curved everywhere, such as squared or logistic: hinge
          logistic                | quantiles: [0.5]    | learner: quantiles must go with labels that are quantities, not classes: loss=logistic, quantiles=[0.5]
          hinge                   | quantiles: [0.5]    | learner: quantiles must go with labels that are quantities, not classes: loss=hinge, quantiles=[0.5]
          {softmax: {classes: 3}} | quantiles: [0.5]    | learner: quantiles must go with labels that are quantities, not classes: loss=softmax(3), quantiles=[0.5]
          squared                 | quantiles: [0.9, 0.1] | learner: quantiles must ascend in (0, 1): quantiles=[0.9, 0.1]
          squared                 | quantiles: [0.5, 1] | learner.quantiles[1]: must be a number in (0, 1): 1
          squared                 | quantiles: 0.5      | learner.quantiles: must be a list: 0.5
          {pinball: {level: 1}}   | normalize: false    | learner.loss.pinball.level: must be a number in (0, 1): 1
          pinball                 | normalize: false    | learner.loss.pinball.level: must be given: a number in (0, 1)
          {softmax: {classes: 1}} | normalize: false    | learner.loss.softmax.classes: must be a whole number in 2..1024: 1
          {softmax: 3}            | normalize: false    | learner.loss.softmax: must be a section of classes: 3
          {huber: {}}             | normalize: false    | learner.loss.huber.threshold: must be given: a number above 0
          """)
  void whatALossDoesNotGoWithIsRefused(String loss, String rest, String line) {
    assertRefused("dimension: 2", "loss: " + loss + ", " + rest, line);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dimension: 4, groups: {g: [a]}, interactions: [[g, g]]      | features.interactions: must be of named features, hence with hashBits and not with dimension
          interactions: [[g, g]]                                      | features.interactions[0]: must be of groups of models[0].features.groups, which are []: g
          groups: {g: [a], h: [b]}, interactions: [[g, h], [g, i]]    | features.interactions[1]: must be of groups of models[0].features.groups, which are [g, h]: i
          groups: {g: [a], h: [b]}, interactions: [[g, h, g]]         | features.interactions[0]: must be two groups: [g, h, g]
          groups: {g: [a], h: [b]}, interactions: [[g, h], [h, g]]    | features: an interaction must stand once: interaction=b by a
          groups: {g: [a], h: [b]}, interactions: [g, h]              | features.interactions[0]: must be a list: g
          groups: {g: []}                                             | features.groups.g: a group must have 1 to 1000 names, none of them empty: names=[]
          groups: {g: [a, '']}                                        | features.groups.g[1]: must be text: (nothing)
          groups: {g: a}                                              | features.groups.g: must be a list: a
          groups: [g]                                                 | features.groups: must be a section of any keys, not a list
          """)
  void wrongInteractionsAreRefused(String features, String line) {
    assertRefused(features, "loss: squared", line);
  }
}
