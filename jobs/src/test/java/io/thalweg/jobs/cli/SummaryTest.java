package io.thalweg.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.jobs.settings.JobSettings;
import io.thalweg.jobs.settings.SettingsException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final String DECIDE =
      """
      job: decide
      kafka: {bootstrapServers: "localhost:9092"}
      output: {deadLetters: {path: dead.jsonl}}
      models: [{name: "*", actions: [a, b]}]
      """;

  private static final String REBUILD =
      """
      job: decide
      name: again
      answer: false
      input: {outcomes: {path: outcomes.jsonl}}
      ledger: {path: ledger.jsonl}
      output: {deadLetters: {path: dead.jsonl}}
      models: [{name: "*", actions: [a, b]}]
      """;

  private static String summary(String yaml, Map<String, Object> accumulators)
      throws SettingsException {
    StringWriter text = new StringWriter();
    Summary.print(
        JobSettings.parse(yaml, List.of()),
        "done",
        Tally.of(accumulators),
        2,
        new PrintWriter(text));
    return text.toString();
  }

  @Test
  void ofADecideJobItTellsWhatWasDecidedAndLearned() throws SettingsException {
    assertThat(
            summary(
                DECIDE,
                Map.of(
                    "events", 2_000L,
                    "learned", 1_500L,
                    "lossSum", 300.0,
                    "weightSum", 1_500.0,
                    "timedOut", 40L,
                    "defaulted", 30L,
                    "repeated", 7L,
                    "baselines", 100L,
                    "agreed", 81L,
                    "deadLetters.late", 2L)))
        .isEqualTo(
            """
            done: decide
              events            2,000 in 2.0 s (1,000/s)
              decisions learned 1,500
              mean loss         0.200000
              no outcome came   40
              learned silent    30
              decided before    7
              baseline played   100, the agent agrees with 81.0 %
              dead letters      2 (late 2)
              decisions in      topic decisions
              dead letters in   dead.jsonl
            """
                .replace("\n", System.lineSeparator()));
  }

  @Test
  void whereNothingIsAnsweredItTellsWhereDecisionsCameFrom() throws SettingsException {
    assertThat(summary(REBUILD, Map.of("learned", 3L)))
        .startsWith("done: again")
        .contains("decisions learned 3", "decisions from    ledger.jsonl")
        .doesNotContain("learned silent", "decided before", "baseline played");
  }
}
