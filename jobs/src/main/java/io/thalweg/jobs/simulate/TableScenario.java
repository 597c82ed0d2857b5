package io.thalweg.jobs.simulate;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.thalweg.Action;
import io.thalweg.Decision;
import io.thalweg.DecisionRequest;
import io.thalweg.Features;
import io.thalweg.jobs.simulate.Table.Column;
import io.thalweg.math.KeyedRandom;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows of a table as rounds of a bandit: the classes are the actions, the right one costs 0,
 * every other one 1. A round is a second of event time. The rows come in a random order, and where
 * there are more rounds than rows, again in another one.
 */
final class TableScenario implements Scenario {
  private static final String MODEL = "table";
  private static final Instant START = Instant.parse("2001-01-01T00:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final int LEAST_BITS = 5;
  private static final int MOST_BITS = 12;

  private final Table table;
  private final int[] rows;
  private final List<Action> actions;
  private final Map<String, Integer> classes = new HashMap<>();
  private final Regret regret;
  private final PrintWriter log;
  private long learnedSum;

  /**
   * @param rounds at least 1
   * @param seed of the order of the rows
   * @param log takes a line of CSV for every round
   */
  TableScenario(Table table, int rounds, long seed, PrintWriter log) {
    this.table = table;
    this.rows = order(table.rows(), rounds, seed);
    this.actions = table.classes().stream().map(name -> new Action(name, null, true)).toList();
    this.regret = new Regret(actions.size(), rounds);
    this.log = log;
    for (String name : table.classes()) {
      classes.put(name, classes.size());
    }
    log.println("round,right,chosen,propensity,loss,learned");
  }

  /** A row for each round: all of them in a random order, again and again. */
  private static int[] order(int rows, int rounds, long seed) {
    int[] order = new int[rounds];
    for (int begin = 0; begin < rounds; begin += rows) {
      KeyedRandom random = new KeyedRandom(seed, begin / rows);
      int[] all = IntStream.range(0, rows).toArray();
      for (int i = 0; i < Math.min(rows, rounds - begin); i++) {
        int j = i + (int) random.below(rows - i, i);
        order[begin + i] = all[j];
        all[j] = all[i];
      }
    }
    return order;
  }

  /**
   * The settings of the job that decides, all but its broker.
   *
   * @param agent word of the agent
   * @param seed of the agent
   * @param wait how long after a decision an outcome counts
   */
  String settings(String agent, long seed, Duration wait) {
    return """
    job: decide
    name: simulate-bandit
    input:
      requests: {from: earliest}
      maxFeatures: %d
      allowedDisorder: 0 s
    output:
      deadLetters: {topic: dead-letters}
    models:
      - name: %s
        features:
          shared: {%s}
        actions: [%s]
        agent: {%s: {seed: %d}}
        outcomes: {wait: %d ms}
    checkpoints: {interval: 1 s}
    # A round takes no time but that of its way: nothing on it waits for company.
    flink: {execution.buffer-timeout.interval: 1 ms, pipeline.auto-watermark-interval: 10 ms}
    """
        .formatted(
            Math.max(8192, table.columns().size()),
            MODEL,
            table.isNumeric() ? "dimension: " + table.columns().size() : "hashBits: " + hashBits(),
            table.classes().stream().map(TableScenario::quoted).collect(Collectors.joining(", ")),
            quoted(agent),
            seed,
            wait.toMillis());
  }

  /** At least twice as many places as there are features. */
  private int hashBits() {
    int bits = LEAST_BITS;
    while (bits < MOST_BITS && 1L << bits < 2 * table.features()) {
      bits++;
    }
    return bits;
  }

  /** In double quotes, which JSON and YAML understand alike. */
  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  @Override
  public Iterator<DecisionRequest> requests() {
    return IntStream.range(0, rows.length).mapToObj(this::request).iterator();
  }

  private DecisionRequest request(int round) {
    return DecisionRequest.newBuilder()
        .setModel(MODEL)
        .setId("r-" + round)
        .setTime(START.plus(STEP.multipliedBy(round)))
        .setShared(table.isNumeric() ? dense(rows[round]) : named(rows[round]))
        .setActions(actions)
        .build();
  }

  private Features dense(int row) {
    List<Float> values = new ArrayList<>(table.columns().size());
    for (Column column : table.columns()) {
      double value = ((Column.Numbers) column).values()[row];
      values.add(Double.isNaN(value) ? 0 : (float) value);
    }
    return Features.newBuilder().setDense(values).build();
  }

  private Features named(int row) {
    Map<String, Object> values = new TreeMap<>();
    for (Column column : table.columns()) {
      if (column instanceof Column.Numbers numbers) {
        if (!Double.isNaN(numbers.values()[row])) {
          values.put(column.name(), numbers.values()[row]);
        }
      } else if (column instanceof Column.Texts texts && !texts.values().get(row).isEmpty()) {
        values.put(column.name(), texts.values().get(row));
      }
    }
    return Features.newBuilder().setNamed(values).build();
  }

  @Override
  public double loss(long number, String action) {
    return action.equals(right(number)) ? 0 : 1;
  }

  private String right(long number) {
    return table.labels().get(rows[(int) number]);
  }

  @Override
  public void played(long number, Decision decision, double loss) {
    String chosen = decision.getSlots().get(0).getAction();
    regret.add(classes.get(right(number)), classes.get(chosen));
    learnedSum += decision.getLearned();
    log.println(
        String.format(
            Locale.ROOT,
            "%d,%s,%s,%s,%.0f,%d",
            number,
            cell(right(number)),
            cell(chosen),
            decision.getSlots().get(0).getPropensity(),
            loss,
            decision.getLearned()));
  }

  private static String cell(String text) {
    return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public String standing() {
    return regret.rounds() == 0
        ? "mean loss -"
        : String.format(Locale.ROOT, "mean loss %.4f", regret.meanLoss());
  }

  /** The score; to be asked for when all rounds are played. */
  Regret regret() {
    return regret;
  }

  /** The class that was right most often. */
  String bestFixed() {
    return table.classes().get(regret.bestFixed());
  }

  /** How many rounds a decision's model was behind it, in the mean over all decisions. */
  double learnedBehind() {
    double rounds = regret.rounds();
    return (rounds - 1) / 2 - learnedSum / rounds;
  }
}
