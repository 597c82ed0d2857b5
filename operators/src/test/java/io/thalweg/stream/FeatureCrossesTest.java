package io.thalweg.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.thalweg.math.FeatureHash;
import io.thalweg.math.FeatureVector;
import io.thalweg.wire.ExampleBuffer;
import io.thalweg.wire.Limits;
import io.thalweg.wire.Reason;
import io.thalweg.wire.RejectedEventException;
import io.thalweg.wire.WireFormat;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FeatureCrossesTest {
  private static final FeatureGroup PLACE = FeatureGroup.of("origin", "destination");
  private static final FeatureGroup WHEN = FeatureGroup.of("hour", "day");
  private static final FeatureHash HASH = new FeatureHash(18);
  private static final String FLIGHT =
      "{\"origin\":\"SEA\",\"hour\":7,\"destination\":\"LAX\",\"far\":true,\"day\":\"Mon\"}";

  private static FeatureAssembler assembler(int bits, int most, Interaction... interactions) {
    return new FeatureAssembler(features(bits, interactions), most, names(bits));
  }

  private static FeatureSpec features(int bits, Interaction... interactions) {
    return FeatureSpec.ofHashBits(bits).with(List.of(interactions)).withBias();
  }

  private static FeatureNames names(int bits) {
    return new FeatureNames(new FeatureHash(bits));
  }

  private static FeatureAssembler assembler(Interaction... interactions) {
    return assembler(18, 8192, interactions);
  }

  private static ExampleBuffer event(String features) throws RejectedEventException {
    ExampleBuffer buffer = new ExampleBuffer();
    WireFormat.JSON
        .exampleDecoder(Limits.DEFAULT)
        .decode(
            ("{\"model\":\"m\",\"id\":\"i\",\"time\":5,\"features\":" + features + "}")
                .getBytes(UTF_8),
            buffer);
    return buffer;
  }

  private static FeatureVector named(FeatureAssembler assembler, String features)
      throws RejectedEventException {
    return assembler.assemble(event("{\"named\":" + features + "}"));
  }

  private static RejectedEventException refused(FeatureAssembler assembler, String features)
      throws RejectedEventException {
    ExampleBuffer event = event(features);
    return catchThrowableOfType(RejectedEventException.class, () -> assembler.assemble(event));
  }

  /** The vector of features by name, as the hash alone makes it; none of them collide. */
  private static Map<Integer, Float> vector(Map<String, Float> byName) {
    Map<Integer, Float> vector = new TreeMap<>();
    byName.forEach(
        (name, value) -> {
          byte[] utf8 = name.getBytes(UTF_8);
          int hashed = HASH.hash(utf8, 0, utf8.length);
          vector.put(HASH.index(hashed), HASH.sign(hashed) * value);
        });
    assertThat(vector).hasSameSizeAs(byName);
    vector.put(1 << 18, 1f);
    return vector;
  }

  private static Map<Integer, Float> map(FeatureVector x) {
    Map<Integer, Float> map = new TreeMap<>();
    for (int k = 0; k < x.size(); k++) {
      map.put(x.index(k), x.values()[k]);
    }
    return map;
  }

  @Test
  void everyFeatureOfOneGroupMeetsEveryOneOfTheOther() throws RejectedEventException {
    assertThat(map(named(assembler(new Interaction(PLACE, WHEN)), FLIGHT)))
        .isEqualTo(
            vector(
                Map.of(
                    "origin=SEA", 1f,
                    "destination=LAX", 1f,
                    "hour", 7f,
                    "day=Mon", 1f,
                    "far", 1f,
                    "origin=SEA*hour", 7f,
                    "origin=SEA*day=Mon", 1f,
                    "destination=LAX*hour", 7f,
                    "destination=LAX*day=Mon", 1f)));
  }

  @Test
  void anotherOrderOfTheEventsFeaturesMakesTheSameVector() throws RejectedEventException {
    FeatureAssembler assembler =
        assembler(new Interaction(PLACE, WHEN), new Interaction(FeatureGroup.of("*"), PLACE));

    assertThat(
            map(
                named(
                    assembler,
                    "{\"day\":\"Mon\",\"far\":true,\"destination\":\"LAX\",\"origin\":\"SEA\","
                        + "\"hour\":7}")))
        .isEqualTo(map(named(assembler, FLIGHT)));
  }

  @Test
  void aGroupMeetsItselfInPairsAndInTheSquaresOfItsNumbers() throws RejectedEventException {
    FeatureGroup all = FeatureGroup.of("b", "a", "c");

    assertThat(
            map(
                named(
                    assembler(new Interaction(all, all)), "{\"b\":3,\"a\":2,\"c\":\"x\",\"d\":5}")))
        .isEqualTo(
            vector(
                Map.of(
                    "a", 2f, "b", 3f, "c=x", 1f, "d", 5f, "a*a", 4f, "b*b", 9f, "a*b", 6f, "a*c=x",
                    2f, "b*c=x", 3f)));
  }

  @Test
  void twoFeaturesMakeOneProductWhereverTheyMeet() throws RejectedEventException {
    FeatureGroup ab = FeatureGroup.of("a", "b");
    FeatureGroup b = FeatureGroup.of("b");
    FeatureGroup a = FeatureGroup.of("a");

    assertThat(map(named(assembler(new Interaction(b, ab)), "{\"a\":2,\"b\":3}")))
        .isEqualTo(vector(Map.of("a", 2f, "b", 3f, "b*a", 6f, "b*b", 9f)));
    assertThat(
            map(
                named(
                    assembler(new Interaction(b, a), new Interaction(ab, ab)),
                    "{\"a\":2,\"b\":3}")))
        .isEqualTo(vector(Map.of("a", 2f, "b", 3f, "b*a", 6f, "a*a", 4f, "b*b", 9f)));
  }

  @Test
  void aGroupHoldsWhatBeginsLikeAPrefixAndNothingElse() throws RejectedEventException {
    FeatureGroup words = FeatureGroup.of("w_*", "word");

    assertThat(
            map(
                named(
                    assembler(new Interaction(words, FeatureGroup.of("x"))),
                    "{\"w_\":2,\"w_a\":3,\"w\":5,\"word\":7,\"words\":11,\"x\":0.5}")))
        .isEqualTo(
            vector(
                Map.of(
                    "w_", 2f, "w_a", 3f, "w", 5f, "word", 7f, "words", 11f, "x", 0.5f, "w_*x", 1f,
                    "w_a*x", 1.5f, "word*x", 3.5f)));
  }

  @Test
  void whatIsFalseMakesNoProduct() throws RejectedEventException {
    FeatureGroup all = FeatureGroup.of("*");

    assertThat(
            map(named(assembler(new Interaction(all, all)), "{\"a\":false,\"b\":true,\"c\":true}")))
        .isEqualTo(vector(Map.of("b", 1f, "c", 1f, "b*c", 1f)));
  }

  @Test
  void productsCountAmongTheFeaturesOfAnEvent() throws RejectedEventException {
    Interaction interaction = new Interaction(PLACE, WHEN);

    assertThat(named(assembler(18, 9, interaction), FLIGHT).size()).isEqualTo(10);
    RejectedEventException refused =
        refused(assembler(18, 8, interaction), "{\"named\":" + FLIGHT + "}");
    assertThat(refused.reason()).isEqualTo(Reason.TOO_MANY_FEATURES);
    assertThat(refused)
        .hasMessage("features and their interactions must be at most 8: model=m, features=5");
  }

  @Test
  void aProductThatIsNoFloatIsRefused() throws RejectedEventException {
    RejectedEventException refused =
        refused(
            assembler(new Interaction(FeatureGroup.of("a"), FeatureGroup.of("b"))),
            "{\"named\":{\"a\":-1e30,\"b\":1e30}}");

    assertThat(refused.reason()).isEqualTo(Reason.OUT_OF_RANGE);
    assertThat(refused).hasMessage("an interaction must be finite: -1.0E30 * 1.0E30");
  }

  @Test
  void featuresByPositionAreRefusedWhereThereAreInteractions() throws RejectedEventException {
    FeatureAssembler assembler = assembler(2, 8, new Interaction(PLACE, WHEN));

    for (String features : List.of("{\"dense\":[1,2,3,4]}", "{\"indices\":[1],\"values\":[1]}")) {
      RejectedEventException refused = refused(assembler, features);
      assertThat(refused.reason()).isEqualTo(Reason.DIMENSION);
      assertThat(refused)
          .hasMessage("features must be named, since the model has interactions: model=m");
    }
  }

  @Test
  void productsAreRememberedByNameAndTheirCollisionsCounted() throws RejectedEventException {
    FeatureSpec features = features(18, new Interaction(PLACE, WHEN));
    FeatureNames names = names(18);
    named(new FeatureAssembler(features, 64, names), FLIGHT);

    assertThat(names.names())
        .containsExactly(
            "origin=SEA",
            "hour",
            "destination=LAX",
            "far",
            "day=Mon",
            "origin=SEA*hour",
            "origin=SEA*day=Mon",
            "destination=LAX*hour",
            "destination=LAX*day=Mon");
    assertThat(names.collisions()).isZero();
    assertThat(NamedFeatures.of(features, event("{\"named\":" + FLIGHT + "}")).names())
        .isEqualTo(names.names());

    FeatureNames two = names(1);
    FeatureSpec tiny = features(1, new Interaction(PLACE, WHEN));
    named(new FeatureAssembler(tiny, 64, two), FLIGHT);
    // Nine names, each of which meets another in one of two positions but for the first of each.
    assertThat(two.collisions()).isEqualTo(7);
    assertThat(NamedFeatures.of(tiny, event("{\"named\":" + FLIGHT + "}")).names())
        .isEqualTo(names.names());
  }

  @Test
  void productsLeaveRoomForTheNamesOfFeatures() throws RejectedEventException {
    FeatureGroup all = FeatureGroup.of("*");
    FeatureNames names = names(24);
    FeatureAssembler assembler =
        new FeatureAssembler(features(24, new Interaction(all, all)), 1 << 20, names);
    StringBuilder many = new StringBuilder("{\"a0\":1");
    for (int k = 1; k < 200; k++) {
      many.append(",\"a").append(k).append("\":1");
    }
    named(assembler, many + "}");
    int before = names.names().size();
    named(assembler, "{\"new\":1}");

    assertThat(before).isEqualTo(FeatureNames.MAX_NAMES / 2);
    assertThat(names.names()).hasSize(before + 1).endsWith("new");
  }

  @Test
  void productsAllocateNothingButTheVector() throws RejectedEventException {
    FeatureAssembler assembler = assembler(new Interaction(PLACE, WHEN));
    ExampleBuffer event = event("{\"named\":" + FLIGHT + "}");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int rounds = 20_000;
    for (int k = 0; k < rounds; k++) {
      assembler.assemble(event);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int k = 0; k < rounds; k++) {
      assembler.assemble(event);
    }
    long perEvent = (threads.getCurrentThreadAllocatedBytes() - before) / rounds;

    // Ten indices and ten values, two array headers, and the vector itself.
    assertThat(perEvent).isLessThanOrEqualTo(2 * (16 + 4 * 10) + 48);
  }
}
