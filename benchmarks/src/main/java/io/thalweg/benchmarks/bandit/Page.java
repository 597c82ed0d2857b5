package io.thalweg.benchmarks.bandit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The page {@code docs/bandits.md}: plays, and tells what came of it. */
final class Page {
  private final List<Problem> problems;
  private final int rounds;
  private final int repetitions;
  private final Map<Player, Map<Problem, Score>> scores = new LinkedHashMap<>();

  Page(List<Problem> problems, int rounds, int repetitions) {
    this.problems = problems;
    this.rounds = rounds;
    this.repetitions = repetitions;
  }

  /** Lets a player play every problem that it plays; how it went and how long it took. */
  String play(Player player) {
    StringBuilder line = new StringBuilder(player.name()).append(':');
    Map<Problem, Score> row = new LinkedHashMap<>();
    scores.put(player, row);
    for (Problem problem : problems) {
      if (player.plays().test(problem)) {
        long start = System.nanoTime();
        Score score = Score.of(player, problem, repetitions);
        row.put(problem, score);
        line.append(
            String.format(
                Locale.ROOT,
                " %s %.0f ± %.0f, %.1f s;",
                problem.name(),
                score.mean(),
                score.deviation(),
                (System.nanoTime() - start) / 1e9));
      }
    }
    return line.toString();
  }

  private Score score(Player player, Problem problem) {
    return scores.get(player).get(problem);
  }

  /** The table, and under it whether the goal is met. */
  String results() {
    StringBuilder table = new StringBuilder("| agent |");
    StringBuilder rule = new StringBuilder("|---|");
    for (Problem problem : problems) {
      table.append(' ').append(problem.name()).append(" |");
      rule.append("---|");
    }
    table.append('\n').append(rule).append('\n');
    scores.forEach(
        (player, row) -> {
          table.append("| ").append(player.name()).append(" |");
          for (Problem problem : problems) {
            Score score = row.get(problem);
            String cell =
                score == null ? "" : score.shown(score(Players.VOWPAL_WABBIT, problem)) + ' ';
            table.append(' ').append(cell).append('|');
          }
          table.append('\n');
        });
    return table.append('\n').append(goal()).toString();
  }

  /** Whether both named agents beat each of Vowpal Wabbit's forms, problem by problem. */
  private String goal() {
    List<Player> named = List.of(Players.NEU_SQUARE_CB, Players.NEU_FAST_CB);
    StringBuilder goal =
        new StringBuilder(
            "| mean regret below Vowpal Wabbit's | plain | `-q ua` | with products |\n");
    goal.append("|---|---|---|---|\n");
    for (Problem problem : problems) {
      for (Player player : named) {
        goal.append("| ").append(player.name()).append(" on ").append(problem.name()).append(" |");
        for (Player peer : List.of(Players.PLAIN, Players.VOWPAL_WABBIT, Players.PRODUCTS)) {
          Score other = score(peer, problem);
          String verdict =
              other == null
                  ? ""
                  : score(player, problem).mean() < other.mean() ? "yes " : "**no** ";
          goal.append(' ').append(verdict).append('|');
        }
        goal.append('\n');
      }
    }
    return goal.toString();
  }

  @Override
  public String toString() {
    String arms =
        problems.stream()
            .map(p -> "%s %d × %d".formatted(p.name(), p.dimension(), p.arms()))
            .collect(Collectors.joining(", "));
    return PageText.of(rounds, repetitions, arms, results());
  }
}
