package io.thalweg.benchmarks.bandit;

import io.thalweg.jobs.experiments.bandit.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Plays all agents and Vowpal Wabbit on two synthetic problems and three data sets, prints the
 * final regrets and writes the page of them. Deterministic: each run on one kind of machine writes
 * the same page.
 */
public final class Bandits {
  private static final int ROUNDS = 10_000;
  private static final int REPETITIONS = 5;
  private static final int MISSING = 3;

  private Bandits() {}

  /**
   * Takes the folder of the data sets and the page to write; or instead of the page numbers of
   * rounds and repetitions, for a trial that is only printed.
   *
   * @throws IllegalArgumentException if the arguments are neither
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2 && args.length != 3) {
      throw new IllegalArgumentException(
          "arguments must be FOLDER PAGE.md, or FOLDER ROUNDS REPETITIONS: " + List.of(args));
    }
    Path folder = Path.of(args[0]);
    if (!isComplete(folder)) {
      System.err.println(
          "benchmarks: the data sets are missing; fetch them once: python3 data/classes/fetch.py");
      System.exit(MISSING);
    }
    boolean trial = args.length == 3;
    int rounds = trial ? Integer.parseInt(args[1]) : ROUNDS;
    int repetitions = trial ? Integer.parseInt(args[2]) : REPETITIONS;
    Page page = new Page(problems(folder, rounds), rounds, repetitions);
    for (Player player : Players.all()) {
      System.err.println(page.play(player));
    }
    if (!trial) {
      Files.writeString(Path.of(args[1]), page.toString());
    }
    System.out.println(page.results());
  }

  private static boolean isComplete(Path folder) {
    return Stream.of("shuttle.tsv.gz", "letter.tsv.gz", "fashion-images.gz", "fashion-labels.gz")
        .map(folder::resolve)
        .allMatch(Files::isRegularFile);
  }

  private static List<Problem> problems(Path folder, int rounds) throws IOException {
    return List.of(
        Problem.of(Environment.Kind.QUADRATIC, rounds),
        Problem.of(Environment.Kind.CLEAN, rounds),
        Problem.of("Shuttle", Classes.table(folder.resolve("shuttle.tsv.gz")), rounds),
        Problem.of("Letter", Classes.table(folder.resolve("letter.tsv.gz")), rounds),
        Problem.of(
            "Fashion-MNIST",
            Classes.idx(folder.resolve("fashion-images.gz"), folder.resolve("fashion-labels.gz")),
            rounds));
  }
}
