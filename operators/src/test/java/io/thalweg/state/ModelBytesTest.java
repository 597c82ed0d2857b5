package io.thalweg.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Convex;
import io.thalweg.convex.EnsembleSpec;
import io.thalweg.convex.ExponentialWeightsSpec;
import io.thalweg.convex.FollowTheLeaderSpec;
import io.thalweg.convex.FtrlProximalSpec;
import io.thalweg.convex.Hint;
import io.thalweg.convex.L1;
import io.thalweg.convex.LaggedGradient;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.convex.MixedHint;
import io.thalweg.convex.MovingAverage;
import io.thalweg.convex.NewtonSpec;
import io.thalweg.convex.OptimizerSpec;
import io.thalweg.convex.PerCoordinateSpec;
import io.thalweg.convex.ScaleFree;
import io.thalweg.convex.Simplex;
import io.thalweg.math.Lcg;
import io.thalweg.math.PagedVector;
import io.thalweg.mirror.Adaptive;
import io.thalweg.mirror.Algorithm;
import io.thalweg.mirror.Layout;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LearnerRun;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.LogisticLoss;
import io.thalweg.mirror.Loss;
import io.thalweg.mirror.SoftmaxLoss;
import io.thalweg.mirror.SquaredLoss;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of {@code docs/learners.md} says how large models are. */
class ModelBytesTest {
  private static final int D = 7;
  private static final int K = 3;
  private static final Loss ONE = new LogisticLoss();
  private static final Loss SEVERAL = new SoftmaxLoss(K);
  private static final Ball BALL = new Ball(1);
  private static final ScaleFree FREE = new ScaleFree(1);
  private static final Convex CONVEX = new Convex(1, 1);

  /**
   * A row of the table, and what it comes to for a spec of dimension {@link #D}.
   *
   * @param cells of all coordinates
   */
  record Row(String algorithm, LearnerSpec spec, int cells, int numbers, int examples) {
    @Override
    public String toString() {
      return algorithm + " " + spec.algorithm().canonical();
    }
  }

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    Hint last = Hint.LAST_GRADIENT;
    add(rows, "`lazy`", ONE, new Algorithm.Lazy(BALL, FREE, last), 1, 9, 1);
    add(rows, "`lazy`", ONE, new Algorithm.Lazy(BALL, FREE, Hint.ZERO), 1, 9, 1);
    String classes = "`lazy`, several classes";
    add(rows, classes, SEVERAL, new Algorithm.Lazy(BALL, FREE, last), K, 9 + K, 1);
    add(rows, classes, SEVERAL, new Algorithm.Lazy(BALL, FREE, Hint.ZERO), K, 9 + K, 0);
    Box box = new Box(-1, 1);
    String net = "`lazy` with a regularizer";
    add(rows, net, ONE, new Algorithm.Lazy(box, FREE, new L1(0.1), last), 1, 7, 1);
    add(rows, net, ONE, new Algorithm.Lazy(box, FREE, new L1(0.1), Hint.ZERO), 1, 7, 0);
    add(rows, "`implicit`", ONE, new Algorithm.Implicit(BALL, FREE), 1, 9, 1);
    Algorithm coordinates = new Algorithm.PerCoordinate(box, FREE, last);
    add(rows, "`per-coordinate`", ONE, coordinates, 2, 4, 1);
    coordinates = new Algorithm.PerCoordinate(box, FREE, Hint.ZERO);
    add(rows, "`per-coordinate`", ONE, coordinates, 2, 4, 0);
    LearnerSpec adaptive = new LearnerSpec(ONE, new Adaptive(), D);
    rows.add(new Row("`adaptive`", adaptive, 8 * D + 8, 15, 0));
    String ftrl = "`sparse(ftrl-proximal)`";
    add(rows, ftrl, ONE, new Algorithm.Sparse(ftrl(last)), 2, 3, 1);
    add(rows, ftrl, SEVERAL, new Algorithm.Sparse(ftrl(Hint.ZERO)), 2 * K, 2 + K, 0);
    int newton = 5 + 3 * D + D * (D + 1) / 2;
    add(rows, "`newton`", new SquaredLoss(), new Algorithm.Newton(BALL, 1, 1, last), 0, newton, 0);
    int lag = 4;
    int mixer = 1 + 2 + 2 * D * K + lag * D * K;
    Hint mixed = MixedHint.of(new LaggedGradient(lag), new MovingAverage(0.5));
    dense(rows, "mirror-descent", new MirrorDescentSpec(BALL, FREE, last), 3, 0);
    dense(rows, "mirror-descent", new MirrorDescentSpec(BALL, FREE, mixed), 3, mixer);
    dense(rows, "per-coordinate", new PerCoordinateSpec(box, last, FREE), 4, 0);
    dense(rows, "follow-the-leader", new FollowTheLeaderSpec(BALL, 1, last), 3, 0);
    dense(rows, "ftrl-proximal", ftrl(new LaggedGradient(lag)), 4, lag * D * K);
    dense(
        rows,
        "exponential-weights",
        new ExponentialWeightsSpec(new Simplex(1), CONVEX, last),
        3,
        0);
    int factor = D * K * (D * K + 1) / 2;
    dense(rows, "newton", new NewtonSpec(BALL, 1, 1, 1, last), 3, factor);
    EnsembleSpec ensemble = new EnsembleSpec(BALL, 2, 1);
    int n = ensemble.optimizer(D).bases();
    add(
        rows,
        "`dense(ensemble)` of N",
        SEVERAL,
        new Algorithm.Dense(ensemble),
        0,
        5 + 2 * D * K + 3 * n + 2 * n * D * K,
        0);
    return rows;
  }

  private static FtrlProximalSpec ftrl(Hint hint) {
    return new FtrlProximalSpec(0.5, 1, 0.1, 0, hint);
  }

  private static void add(
      List<Row> rows,
      String name,
      Loss loss,
      Algorithm algorithm,
      int cells,
      int numbers,
      int examples) {
    rows.add(new Row(name, new LearnerSpec(loss, algorithm, D), cells * D, numbers, examples));
  }

  private static void dense(
      List<Row> rows, String name, OptimizerSpec optimizer, int vectors, int besides) {
    int numbers = 5 + vectors * D * K + besides;
    String row = "`dense(" + name + ")`";
    add(rows, row, SEVERAL, new Algorithm.Dense(optimizer), 0, numbers, 0);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyModelIsAsLargeAsItsRowSays(Row row) {
    int features = 4;
    LearnerRun run = learned(row.spec(), features);
    int examples = isRemembered(run) ? row.examples() * (4 + 8 * features) : row.examples() * 4;
    assertThat(LinearModelCodec.encode(run.model()))
        .hasSize(8 + 20 + 8 * row.numbers() + examples + 8 * row.cells());
    LearnerSpec normalized =
        new LearnerSpec(row.spec().loss(), new Algorithm.Normalized(row.spec().algorithm()), D);
    run = learned(normalized, features);
    assertThat(LinearModelCodec.encode(run.model()))
        .hasSize(8 + 20 + 8 * D + 20 + 8 * row.numbers() + examples + 8 * row.cells());
  }

  /** A learner that has a place for an example uses it if it has a hint. */
  private static boolean isRemembered(LearnerRun run) {
    return run.model().memory().stream().anyMatch(example -> example.size() > 0);
  }

  @Test
  void quantilesAddAModelEach() {
    Algorithm lazy = new Algorithm.Lazy(BALL, FREE, Hint.LAST_GRADIENT);
    LearnerRun run = learned(new LearnerSpec(new SquaredLoss(), lazy, D, List.of(0.1, 0.9)), 4);
    assertThat(LinearModelCodec.encode(run.model()))
        .hasSize(8 + 20 + 3 * (20 + 8 * 9 + 4 + 8 * 4 + 8 * D));
  }

  @Test
  void beyondOnePageABytesCountIsThatOfWhatWasWritten() {
    int d = 20_000;
    LearnerRun run = learned(new LearnerSpec(ONE, new Algorithm.Sparse(ftrl(Hint.ZERO)), d), 12);
    PagedVector cells = run.model().cells();
    int pages = (2 * d + 127) / 128;
    assertThat(cells.pages()).isEqualTo(pages);
    assertThat(LinearModelCodec.encode(run.model()))
        .hasSize(8 + 20 + 8 * 3 + 8 * ((pages + 63) / 64));
    int written = 0;
    int present = 0;
    for (int page = 0; page < pages; page++) {
      if (cells.isPresent(page)) {
        present++;
        written += LinearModelCodec.encodePage(cells, page).length;
      }
    }
    assertThat(written).isEqualTo(20 * present + 8 * 2 * 12);
  }

  @Test
  void theDocumentedTableHasARowOfEveryAlgorithm() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "learners.md"), StandardCharsets.UTF_8);
    Set<String> documented =
        page.substring(page.indexOf("| algorithm | cells per coordinate"))
            .lines()
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> line.substring(2, line.indexOf(" | ")))
            .collect(Collectors.toSet());
    Set<String> tested = rows().stream().map(Row::algorithm).collect(Collectors.toSet());
    tested.addAll(List.of("`normalized`", "q quantiles"));
    assertThat(documented).isEqualTo(tested);
  }

  @Test
  void aLayoutTellsWhatItsModelHolds() {
    for (Row row : rows()) {
      Layout layout = Learner.of(row.spec()).layout();
      LinearModel model = Learner.of(row.spec()).create();
      assertThat(layout).isEqualTo(Layout.of(row.cells(), row.numbers(), row.examples()));
      assertThat(model.cells().length()).isEqualTo(layout.cells());
      assertThat(model.numbers()).hasSize(layout.numbers());
      assertThat(model.memory()).hasSize(layout.memories());
    }
  }

  private static LearnerRun learned(LearnerSpec spec, int features) {
    LearnerRun run = new LearnerRun(spec);
    run.learn(new Lcg(1).sparse(features, spec.dimension()), 1, 1);
    return run;
  }
}
