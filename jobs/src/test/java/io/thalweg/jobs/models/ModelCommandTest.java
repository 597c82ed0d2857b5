package io.thalweg.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.state.ModelExport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ModelCommandTest {
  private static final String MODELS =
      """
      [{name: "late-*", features: {hashBits: 14, bias: true},
        learner: {loss: logistic, domain: {ball: {radius: 2}}}},
       {name: "*", features: {dimension: 2}, learner: {loss: squared, domain: {ball: {radius: 0.8}}}}]
      """;

  private static final String LATE =
      "hashed 16384 bias; linear loss=logistic algorithm=lazy(ball(0x1.0p1),"
          + "scale-free(0x1.0p0),last-gradient) dimension=16385";

  private static final Pattern SPACES = Pattern.compile(" +");

  @TempDir private static Path shared;
  private static String base;
  private static String again;
  private static String longer;
  private static String wider;

  @TempDir private Path folder;

  /** What a command left: its exit code, and what it printed on both streams. */
  private record Result(int exit, String out, String err) {
    String row(String first) {
      return out.lines()
          .filter(line -> line.strip().startsWith(first + " "))
          .map(line -> line.strip().substring(first.length()).strip())
          .findFirst()
          .orElseThrow(() -> new AssertionError("no row " + first + " in:\n" + out));
    }
  }

  @BeforeAll
  static void train() throws Exception {
    List<String> lines = new ArrayList<>(Lines.dense(60, "a", "b", "c"));
    lines.addAll(Lines.named(90, "late-SEA", "late-LAX"));
    base = checkpoint("base", MODELS, 1, lines);
    again = savepoint("again", MODELS, 2, lines);
    List<String> more = new ArrayList<>(lines);
    more.removeIf(line -> line.contains("\"c\""));
    more.add(Lines.dense("b", 60, 1, 0.5f, 0.25));
    more.add(Lines.dense("d", 61, 1, 0.5f, 0.25));
    longer = checkpoint("longer", MODELS, 1, more);
    wider = checkpoint("wider", MODELS.replace("radius: 0.8", "radius: 0.9"), 1, lines);
  }

  private static String checkpoint(String name, String models, int parallelism, List<String> lines)
      throws Exception {
    try (LiveJob job = LiveJob.start(shared.resolve(name), models, parallelism, lines, Map.of())) {
      return job.checkpoint();
    }
  }

  private static String savepoint(String name, String models, int parallelism, List<String> lines)
      throws Exception {
    Map<String, String> flink = Map.of("state.backend.type", "rocksdb");
    try (LiveJob job = LiveJob.start(shared.resolve(name), models, parallelism, lines, flink)) {
      String path = job.savepoint(shared.resolve(name), SavepointFormatType.CANONICAL);
      job.checkpoint();
      return path;
    }
  }

  /** The words of a line; of a row of a table, its cells. */
  private static List<String> cells(String row) {
    return SPACES.splitAsStream(row.strip()).toList();
  }

  private static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        new CommandLine(new ModelCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Result(exit, out.toString(), err.toString());
  }

  private String export(String savepoint, String model, String file) {
    String path = folder.resolve(file).toString();
    Result result = run("export", savepoint, model, "--out", path);
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    return path;
  }

  @Test
  void showListsTheModelsByName() {
    Result result = run("show", base);

    assertThat(result.exit()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines())
        .hasSize(7)
        .first()
        .asString()
        .isEqualTo("model     events  digest            progressive loss  last event");
    assertThat(result.out().lines().skip(1).map(line -> cells(line).get(0)))
        .containsExactly("a", "b", "c", "late-LAX", "late-SEA", "5");
    assertThat(result.row("a")).matches("20  [0-9a-f]{16} +0\\.\\d{6,} +1970-01-01T00:00:57Z");
    assertThat(result.row("late-LAX")).endsWith("2001-01-01T01:29:00Z");
    assertThat(result.out()).endsWith("5 models\n");
  }

  @Test
  void aLongListIsCutAndTheRestCounted() {
    Result result = run("show", base, "--limit", "2");

    assertThat(result.out().lines().skip(1).map(line -> cells(line).get(0)))
        .containsExactly("a", "b", "5");
    assertThat(result.out()).endsWith("5 models, 3 not shown (--limit)\n");
  }

  @Test
  void showOfOneModelTellsItsSettingsVersionAndNumbers() {
    Result result = run("show", base, "late-SEA");

    assertThat(result.exit()).isZero();
    assertThat(result.row("model")).isEqualTo("late-SEA");
    assertThat(result.row("settings")).isEqualTo(LATE);
    assertThat(result.row("version")).matches("45 events, digest [0-9a-f]{16}");
    assertThat(result.row("last event")).isEqualTo("2001-01-01T01:28:00Z");
    assertThat(result.row("non-zero weights")).isEqualTo("15 of 16,385");
    assertThat(Double.parseDouble(result.row("norm |x|2"))).isBetween(0.1, 2.0);
    assertThat(Double.parseDouble(result.row("largest |w|"))).isBetween(0.1, 2.0);
    assertThat(Double.parseDouble(result.row("next step size"))).isPositive();
    assertThat(Double.parseDouble(result.row("variation V"))).isPositive();
    assertThat(Double.parseDouble(result.row("hint gain")))
        .isEqualTo(
            Double.parseDouble(result.row("gradient squares"))
                / Double.parseDouble(result.row("variation V")),
            org.assertj.core.api.Assertions.within(1e-5));
    assertThat(Integer.parseInt(result.row("bytes").replace(",", "")))
        .isEqualTo(read(export(base, "late-SEA", "m")).model().toBytes().length);
  }

  @Test
  void numbersThatAnAlgorithmDoesNotHaveAreLeftOut() throws Exception {
    Result adaptive = shown("loss: logistic");

    assertThat(adaptive.row("expert weights")).matches("(0\\.\\d+ ?){3}");
    assertThat(adaptive.out())
        .doesNotContain("step size", "variation", "gradient", "hint gain", "projected", "movement");
    Result coordinates =
        shown("loss: logistic, algorithm: per-coordinate, domain: {box: {lower: -1, upper: 1}}");
    assertThat(coordinates.out()).doesNotContain("step size", "movement");
    assertThat(coordinates.row("hint gain")).isNotEmpty();
  }

  private Result shown(String learner) throws Exception {
    Path file = folder.resolve("trained.model");
    Files.write(file, TrainedModel.of("hashBits: 6", learner, 2).toBytes());
    return run("show", file.toString());
  }

  private static ModelExport read(String file) {
    try {
      return ModelExport.of(Files.readAllBytes(Path.of(file)));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void weightsAreShownByNameLargestFirst() {
    Result result = run("show", base, "late-SEA", "--top", "15");

    List<String> rows =
        result.out().lines().dropWhile(line -> !line.contains("feature")).skip(1).toList();
    assertThat(rows).hasSize(15);
    assertThat(rows.stream().map(row -> cells(row).get(2)))
        .contains("(bias)", "distance", "weekend", "origin=A0", "origin=A12")
        .noneMatch(name -> name.startsWith("#"));
    List<Double> sizes =
        rows.stream().map(row -> Math.abs(Double.parseDouble(cells(row).get(0)))).toList();
    assertThat(sizes).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    List<String> three = run("show", base, "late-SEA", "--top", "3").out().lines().toList();
    assertThat(cells(three.get(three.size() - 1))).isEqualTo(cells(rows.get(2)));
    assertThat(three.get(three.size() - 4)).contains("feature");
  }

  @Test
  void weightsOfPlainPositionsAreShownByNumber() {
    assertThat(run("show", base, "a").out().lines().map(ModelCommandTest::cells))
        .filteredOn(row -> row.size() == 3)
        .extracting(row -> row.get(2))
        .contains("#0", "#1");
  }

  @Test
  void anExportedFileIsShownAsItsSavepoint() {
    String file = export(base, "late-SEA", "sea.model");

    assertThat(run("show", file)).isEqualTo(run("show", base, "late-SEA"));
    assertThat(run("show", file, "late-SEA")).isEqualTo(run("show", base, "late-SEA"));
  }

  @Test
  void anExportBeginsWithTheBytesThatRunsAreComparedBy() throws Exception {
    byte[] exported = Files.readAllBytes(Path.of(export(base, "late-SEA", "sea.model")));
    byte[] compared = new SavepointModels(base).named("late-SEA").orElseThrow();

    assertThat(Arrays.copyOf(exported, compared.length)).isEqualTo(compared);
    assertThat(exported)
        .isEqualTo(Files.readAllBytes(Path.of(export(again, "late-SEA", "again.model"))));
  }

  @Test
  void aFileIsReplacedOnlyWhenAskedTo() throws Exception {
    String file = export(base, "a", "a.model");
    byte[] before = Files.readAllBytes(Path.of(file));

    Result refused = run("export", base, "b", "--out", file);
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo("thalweg: the file exists, replace it with --overwrite: " + file + "\n");
    assertThat(Files.readAllBytes(Path.of(file))).isEqualTo(before);

    Result replaced = run("export", base, "b", "--out", file, "--overwrite");
    assertThat(replaced.exit()).isZero();
    assertThat(replaced.out())
        .matches("\\Q" + file + "\\E: b, 20 events, digest [0-9a-f]{16}: [\\d,]+ bytes\n");
    assertThat(read(file).name()).isEqualTo("b");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(Path.of(file));
    }
  }

  @Test
  void jsonTellsSettingsVersionAndWeights() throws Exception {
    Path file = folder.resolve("new/folder/sea.json");
    run("export", base, "late-SEA", "--out", file.toString(), "--format", "json");

    String json = Files.readString(file);

    OpenedModel opened = OpenedModel.of(read(export(base, "late-SEA", "sea.model")));
    assertThat(json)
        .startsWith("{\n  \"model\": \"late-SEA\",\n  \"settings\": \"" + LATE + "\",\n")
        .contains("  \"version\": {\"events\": 45, \"digest\": \"")
        .contains("  \"lastEventTime\": 978312480000,\n")
        .contains("  \"dimension\": 16385,\n  \"weights\": [\n    {\"index\": ")
        .endsWith("\"bias\": true}\n  ]\n}\n");
    List<String> weights = json.lines().filter(line -> line.contains("\"index\"")).toList();
    List<String> expected = new ArrayList<>();
    opened.weights((index, weight) -> expected.add(index + " " + weight));
    assertThat(weights.stream().map(ModelCommandTest::indexAndWeight)).isEqualTo(expected);
    assertThat(json)
        .containsPattern("\"features\": \\[\\{\"name\": \"origin=A3\", \"sign\": -?1}\\]");
  }

  private static String indexAndWeight(String line) {
    List<String> parts = cells(line.replaceAll("[{},:\"]", " "));
    return parts.get(1) + " " + Double.parseDouble(parts.get(3));
  }

  @Test
  void equalRunsAreEqualWhateverTheParallelismAndBackend() {
    Result result = run("diff", base, again);

    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .matches("(?s)a: equal, 20 events, digest [0-9a-f]{16}\nb: equal, .*")
        .endsWith("5 equal, 0 different, 0 only in A, 0 only in B\n");
  }

  @Test
  void differentRunsAreToldApartModelByModel() {
    Result result = run("diff", base, longer);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out())
        .matches(
            """
            (?s)b: different
              version +A 20 events, digest [0-9a-f]{16}
             +B 21 events, digest [0-9a-f]{16}
              differing parts +header \\(events, digest, last event, sum of losses, sum of weights\\); body
              2 weights differ
             +A +B +difference +position +feature
            .*\
            """)
        .contains("\nc: only in A\nd: only in B\na: equal, ")
        .endsWith("3 equal, 1 different, 1 only in A, 1 only in B\n");
    assertThat(result.out()).doesNotContain("settings");
  }

  @Test
  void oneModelOfBothIsCompared() {
    assertThat(run("diff", base, longer, "a").exit()).isZero();
    Result different = run("diff", base, longer, "b");
    assertThat(different.exit()).isEqualTo(1);
    assertThat(different.out()).startsWith("b: different\n").doesNotContain("only in");
  }

  @Test
  void otherSettingsAreNamed() {
    Result result = run("diff", base, wider, "a");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.row("settings"))
        .contains("A positions 2; ")
        .contains("ball(0x1.999999999999ap-1)");
    assertThat(result.row("B positions")).contains("ball(0x1.ccccccccccccdp-1)");
    assertThat(result.row("differing parts")).contains("header (settings");
    assertThat(run("diff", base, wider).out())
        .endsWith("2 equal, 3 different, 0 only in A, 0 only in B\n");
  }

  @Test
  void pagesThatDifferAreNumbered() {
    Result result =
        run(
            "diff",
            "--top",
            "16",
            export(base, "late-SEA", "sea"),
            export(base, "late-LAX", "lax"));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).contains("name ", "A late-SEA", "B late-LAX");
    assertThat(result.row("differing parts"))
        .matches(".*; body; pages [\\d, -]+ \\(\\d+ of 129\\)");
    assertThat(result.out()).contains("16 weights differ").contains("(bias)").contains("distance");
  }

  @Test
  void featuresThatDifferAreNotComparedByWeight() {
    Result result = run("diff", export(base, "late-SEA", "sea"), export(base, "a", "a"));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).endsWith("  weights are not compared: the features differ\n");
  }

  @Test
  void anExportedFileIsComparedWithTheModelOfItsName() {
    String file = export(base, "b", "b.model");

    assertThat(run("diff", file, again).exit()).isZero();
    assertThat(run("diff", again, file).out()).startsWith("b: equal, 20 events, ");
    assertThat(run("diff", file, longer).exit()).isEqualTo(1);
    assertThat(run("diff", file, file, "x").err())
        .isEqualTo("thalweg: no such model: x, in " + file + "; nearest: b\n");
  }

  @Test
  void aModelThatIsNotThereIsToldWithTheNearest() {
    for (List<String> command :
        List.of(
            List.of("show", base, "late-SEE"),
            List.of("diff", base, again, "late-SEE"),
            List.of("export", base, "late-SEE", "--out", folder.resolve("x").toString()))) {
      Result result = run(command.toArray(String[]::new));

      assertThat(result.exit()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .isEqualTo("thalweg: no such model: late-SEE, in " + base + "; nearest: late-SEA\n");
    }
  }

  @Test
  void pathsAndUrisOfAFolderAndItsMetadataAreTheSame() {
    Path path = Path.of(java.net.URI.create(base));

    Result expected = run("show", base);
    assertThat(run("show", path.toString())).isEqualTo(expected);
    assertThat(run("show", path + "/_metadata")).isEqualTo(expected);
    assertThat(run("show", path.toUri().toString())).isEqualTo(expected);
  }

  @Test
  void aFolderAboveACheckpointNamesTheNewest() {
    String checkpoints = shared.resolve("base/checkpoints").toString();

    Result result = run("show", checkpoints);

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "thalweg: no savepoint or checkpoint, it holds no _metadata: "
                + checkpoints
                + "; newest below: "
                + Path.of(java.net.URI.create(base))
                + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/no/such/folder", "file:/no/such/folder", "file:///no/such/folder"})
  void aFolderThatIsNotThereIsTold(String place) {
    Result result = run("show", place);

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).isEqualTo("thalweg: no such file or folder: " + place + "\n");
  }

  @Test
  void whatIsNoModelIsToldInOneLine() throws Exception {
    Path text = folder.resolve("notes.txt");
    Files.writeString(text, "no model at all\n".repeat(9));
    Path newer = folder.resolve("newer.model");
    byte[] bytes = Files.readAllBytes(Path.of(export(base, "a", "a.model")));
    bytes[4] = 9;
    Files.write(newer, bytes);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path damaged = folder.resolve("damaged.model");
    bytes[4] = 1;
    bytes[100] ^= 1;
    Files.write(damaged, bytes);

    assertThat(run("show", text.toString()).err())
        .isEqualTo(
            "thalweg: no exported model: "
                + text
                + ": a model must begin with THWG: first bytes=6d206f6e\n");
    assertThat(run("show", newer.toString()).err())
        .isEqualTo(
            "thalweg: no exported model: "
                + newer
                + ": model format version must be 1 in this release: version=9\n");
    assertThat(run("show", damaged.toString()).err())
        .startsWith("thalweg: no exported model: " + damaged)
        .contains("must match its checksum")
        .hasLineCount(1);
    assertThat(run("show", empty.toString()).err())
        .isEqualTo("thalweg: no savepoint or checkpoint, it holds no _metadata: " + empty + "\n");
    for (Path path : List.of(text, newer, damaged, empty)) {
      assertThat(run("diff", base, path.toString()).exit()).isEqualTo(2);
    }
  }

  @Test
  void wrongOptionsAreTold() {
    assertThat(run("show", base, "--limit", "0").err())
        .isEqualTo("thalweg: --limit must be at least 1: 0\n");
    assertThat(run("show", base, "a", "--top", "-1").err())
        .isEqualTo("thalweg: --top must be at least 0: -1\n");
    assertThat(
            run("export", base, "a", "--out", folder.resolve("x").toString(), "--format", "xml")
                .err())
        .isEqualTo("thalweg: --format must be binary or json: xml\n");
    assertThat(run("export", base, "a", "--out", folder.toString()).err())
        .isEqualTo("thalweg: --out must be a file, not a folder: " + folder + "\n");
    assertThat(run("export", base, "a").exit()).isEqualTo(2);
    assertThat(run().exit()).isEqualTo(2);
  }

  @Test
  void namesOutOfEventsCannotSteerATerminal() throws Exception {
    String name = "x\\u001b[31m\\n";
    String place =
        checkpoint(
            "names",
            MODELS,
            1,
            List.of(Lines.dense(name, 0, 1, 1, 1), Lines.dense("y", 1, 1, 1, 1)));

    assertThat(run("show", place).out()).contains("x?[31m?").doesNotContain("\u001b");
    assertThat(run("show", place, "z\u001b").err()).hasLineCount(1).doesNotContain("\u001b");
    assertThat(run("show", place, "x\u001b[31m\n").exit()).isZero();
    assertThat(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(name);
  }
}
