package io.thalweg.jobs.experiments.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BanditCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine command = new CommandLine(new BanditCommand());
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(args);
  }

  @Test
  void everyAgentHasALineWithTheOtherFiguresBesideOurs() {
    assertThat(run("--problems", "1", "--rounds", "20")).isZero();
    String[] lines = out.toString().split("\\R");
    assertThat(lines).hasSize(1 + Contestants.agents().size());
    assertThat(lines[0]).contains("regret after 20 rounds", "quadratic: ours, theirs", "clean");
    assertThat(lines[1]).startsWith("uniform").contains("3556", "7528");
  }

  @Test
  void aSecondRunPrintsTheSame() {
    run("ablations", "--problems", "1", "--rounds", "5");
    String first = out.toString();
    out.getBuffer().setLength(0);
    run("ablations", "--problems", "1", "--rounds", "5");
    assertThat(out.toString()).isEqualTo(first);
    assertThat(first.split("\\R")).hasSize(1 + Contestants.ablations().size());
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThat(run("agent")).isEqualTo(2);
    assertThat(err.toString()).contains("what is run must be agents or ablations: agent");
    assertThat(run("--rounds", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("problems=5, rounds=0");
  }
}
