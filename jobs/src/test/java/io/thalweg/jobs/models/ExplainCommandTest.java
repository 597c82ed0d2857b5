package io.thalweg.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.jobs.cli.Thalweg;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ExplainCommandTest {
  private static final String CROSSED =
      "hashBits: 10, bias: true, groups: {place: [origin], when: [hour]},"
          + " interactions: [[place, when]]";
  private static final String FLIGHT =
      "{\"model\": \"late\", \"id\": \"f-17\", \"time\": 5, \"features\": {\"named\":"
          + " {\"origin\": \"A3\", \"hour\": 7, \"distance\": 0.25, \"weekend\": false}}}\n";

  @TempDir private Path folder;
  private Path event;

  @BeforeEach
  void write() throws IOException {
    event = Files.writeString(folder.resolve("flight.json"), FLIGHT);
  }

  private record Result(int exit, String out, String err) {}

  private Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Thalweg.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("explain"));
    all.addAll(Arrays.asList(arguments));
    int exit = command.execute(all.toArray(String[]::new));
    return new Result(exit, out.toString(), err.toString());
  }

  private String model(String features, String learner, int labels) throws Exception {
    Path file = folder.resolve("late.model");
    Files.write(file, TrainedModel.of(features, learner, labels).toBytes());
    return file.toString();
  }

  private JsonNode json(String... arguments) throws IOException {
    Result result = run(arguments);
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    return new ObjectMapper().readTree(result.out());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          loss: logistic
          loss: logistic, algorithm: scale-free
          loss: squared, algorithm: scale-free, domain: {box: {lower: -0.01, upper: 0.02}}
          loss: squared, algorithm: {convex: {gradientBound: 3}}, hint: zero
          loss: squared, algorithm: scale-free, normalize: true
          loss: absolute, algorithm: implicit
          loss: hinge, algorithm: {ftrl-proximal: {rate: 0.5, l1: 0.1}}
          loss: squared, algorithm: scale-free, hint: {mixer: [zero, last-gradient]}
          loss: squared, algorithm: {ensemble: {gradientBound: 10, smoothness: 10}}
          loss: squared, algorithm: scale-free, quantiles: [0.1, 0.9]
          loss: {softmax: {classes: 2}}, algorithm: scale-free
          loss: {softmax: {classes: 2}}, algorithm: scale-free, domain: {box: {lower: -1, upper: 1}}
          """)
  void theSharesOfAnyLearnerAddUpToTheMargin(String learner) throws Exception {
    String model = model(CROSSED, learner, 2);
    SplittableRandom random = new SplittableRandom(11);
    for (int k = 0; k < 5; k++) {
      Files.writeString(event, TrainedModel.flight(random, "e"));
      JsonNode explained = json(model, "--event", event.toString(), "--json");

      double sum = explained.get("constant").asDouble();
      double size = Math.abs(sum);
      for (JsonNode share : explained.get("shares")) {
        sum += share.get("share").asDouble();
        size += Math.abs(share.get("share").asDouble());
        assertThat(share.get("weight").asDouble() * share.get("value").asDouble())
            .isCloseTo(share.get("share").asDouble(), within(1e-14 * size));
      }
      assertThat(size).isPositive();
      assertThat(sum).isCloseTo(explained.get("margin").asDouble(), within(1e-14 * size));
    }
  }

  @Test
  void sharesComeByNameTheLargestFirst() throws Exception {
    String model = model(CROSSED, "loss: logistic, algorithm: scale-free", 2);
    JsonNode shares = json(model, "--event", event.toString(), "--json").get("shares");

    assertThat(shares.findValuesAsText("feature"))
        .containsExactlyInAnyOrder("origin=A3", "hour", "distance", "origin=A3*hour", "(bias)");
    for (int k = 1; k < shares.size(); k++) {
      assertThat(Math.abs(shares.get(k).get("share").asDouble()))
          .isLessThanOrEqualTo(Math.abs(shares.get(k - 1).get("share").asDouble()));
    }
    for (JsonNode share : shares) {
      double value = share.get("value").asDouble();
      assertThat(value)
          .isEqualTo(
              switch (share.get("feature").asText()) {
                case "hour", "origin=A3*hour" -> 7;
                case "distance" -> 0.25;
                default -> 1;
              });
    }
  }

  @Test
  void thePageHoldsTheAnswerTheSharesAndTheirSum() throws Exception {
    String model = model(CROSSED, "loss: squared, algorithm: scale-free, quantiles: [0.1, 0.9]", 2);
    Result all = run(model, "--event", event.toString());

    assertThat(all.err()).isEmpty();
    assertThat(all.out())
        .containsPattern("(?m)^model +late, 100 events, digest [0-9a-f]{16}$")
        .containsPattern("(?m)^event +f-17$")
        .containsPattern("(?m)^quantile 0.1 +\\S+$")
        .containsPattern("(?m)^quantile 0.9 +\\S+$")
        .containsPattern("(?m) +7  origin=A3\\*hour$")
        .containsPattern("(?m) +1  \\(bias\\)$");
    List<String> lines = all.out().lines().toList();
    String margin =
        lines.stream().filter(line -> line.startsWith("margin ")).findFirst().orElseThrow();
    assertThat(lines.get(lines.size() - 1).strip())
        .matches("\\Q" + margin.substring("margin".length()).strip() + "\\E +sum");
    assertThat(run(model, "--event", event.toString(), "--top", "2").out())
        .containsPattern("(?m)^ *-?\\d\\S* +3 others \\(--top\\)$");
  }

  @Test
  void ofSeveralClassesTheLikeliestIsExplainedOrTheOneThatIsAskedFor() throws Exception {
    String model = model(CROSSED, "loss: {softmax: {classes: 3}}, algorithm: scale-free", 3);
    JsonNode likeliest = json(model, "--event", event.toString(), "--json");
    double[] margins = new double[3];
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      JsonNode of = json(model, "--event", event.toString(), "--json", "--class", "" + k);
      assertThat(of.get("class").asInt()).isEqualTo(k);
      margins[k] = of.get("margin").asDouble();
      sum += Math.exp(margins[k]);
    }

    int best = likeliest.get("class").asInt();
    assertThat(best).isEqualTo(likeliest.get("prediction").asInt());
    assertThat(likeliest.get("margin").asDouble()).isEqualTo(margins[best]);
    for (int k = 0; k < 3; k++) {
      assertThat(margins[k]).isLessThanOrEqualTo(margins[best]);
      assertThat(likeliest.get("probabilities").get(k).asDouble())
          .isCloseTo(Math.exp(margins[k]) / sum, within(1e-12));
    }
  }

  @Test
  void whatCannotBeExplainedIsToldInOneLine() throws Exception {
    String model = model("hashBits: 10", "loss: squared, algorithm: scale-free", 2);
    String at = event.toString();
    Path bad = Files.writeString(folder.resolve("bad.json"), FLIGHT.replace("\"time\"", "\"tim\""));
    Path dense =
        Files.writeString(
            folder.resolve("dense.json"),
            "{\"model\": \"late\", \"id\": \"i\", \"time\": 5, \"features\": {\"dense\": [1]}}");

    assertRefused(
        "no such file or folder: " + folder.resolve("none"),
        folder.resolve("none") + "",
        "--event",
        at);
    assertRefused(
        "no such model: other, in " + model + "; nearest: late", model, "other", "--event", at);
    assertRefused(
        "cannot read " + folder.resolve("none"), model, "--event", folder.resolve("none") + "");
    assertRefused("event " + bad + ": undecodable: ", model, "--event", bad + "");
    assertRefused(
        "event "
            + dense
            + ": dimension: features.dense must have the model's dimension: model=late,",
        model,
        "--event",
        dense + "");
    assertRefused(
        "--class is for losses over several classes: loss=squared",
        model,
        "--event",
        at,
        "--class",
        "0");
    assertRefused("--top must be at least 0: -1", model, "--event", at, "--top", "-1");
    String classes =
        model("hashBits: 4", "loss: {softmax: {classes: 3}}, algorithm: scale-free", 3);
    assertRefused("--class must be in 0..2: 3", classes, "--event", at, "--class", "3");
    assertThat(run(model).err())
        .isEqualTo(
            "thalweg: Missing required option: '--event=FILE' (see thalweg explain --help)\n");
  }

  private void assertRefused(String beginning, String... arguments) {
    Result result = run(arguments);
    assertThat(result.exit()).isEqualTo(Reply.WRONG_USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("thalweg: " + beginning).endsWith("\n").hasLineCount(1);
  }
}
