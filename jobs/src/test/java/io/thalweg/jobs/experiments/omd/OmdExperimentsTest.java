package io.thalweg.jobs.experiments.omd;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.jobs.cli.Thalweg;
import io.thalweg.jobs.experiments.Experiment;
import io.thalweg.jobs.experiments.Figure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;

class OmdExperimentsTest {
  static final List<Experiment> EXPERIMENTS = OmdExperiments.all();

  @ParameterizedTest
  @FieldSource("EXPERIMENTS")
  void everyFigureIsWhatItHasToBe(Experiment experiment) {
    List<Figure> figures = experiment.figures();
    assertThat(figures).filteredOn(figure -> !figure.allowed().isEmpty()).isNotEmpty();
    assertThat(figures).allMatch(Figure::met);
  }

  @Test
  void theCommandPrintsTheExperimentsThatAreNamed() {
    StringWriter out = new StringWriter();
    CommandLine command = Thalweg.commandLine();
    command.setOut(new PrintWriter(out));
    assertThat(command.execute("experiments", "omd", "E12", "E9")).isEqualTo(Thalweg.DONE);
    assertThat(out.toString()).startsWith("E12  Entropic descent\n").contains("\nE9  Hints");
  }

  @Test
  void anUnknownExperimentIsRefusedWithTheKnownOnes() {
    StringWriter err = new StringWriter();
    CommandLine command = Thalweg.commandLine();
    command.setErr(new PrintWriter(err));
    assertThat(command.execute("experiments", "omd", "E99")).isEqualTo(Thalweg.WRONG_USAGE);
    assertThat(err.toString()).contains("must be one of E1, E2,").contains(": E99");
  }
}
