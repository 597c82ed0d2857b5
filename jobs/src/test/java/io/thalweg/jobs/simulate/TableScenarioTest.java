package io.thalweg.jobs.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.Action;
import io.thalweg.DecisionRequest;
import io.thalweg.jobs.settings.DecideSettings;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableScenarioTest {
  private static final List<String[]> ROWS =
      List.of(
          new String[] {"1", "red", "oak"},
          new String[] {"3", "", "a \"b\" \\ü"},
          new String[] {"", "blue", "oak"});

  @Test
  void everyPassHasEachRowOnceAndInAnotherOrder() {
    TableScenario scenario = scenario(Table.of(List.of("size", "colour", "kind"), ROWS, 2), 300);
    List<DecisionRequest> requests = new ArrayList<>();
    scenario.requests().forEachRemaining(requests::add);

    assertThat(requests).hasSize(300);
    List<List<Object>> passes = new ArrayList<>();
    for (int begin = 0; begin < 300; begin += 3) {
      List<Object> pass = new ArrayList<>();
      for (DecisionRequest request : requests.subList(begin, begin + 3)) {
        pass.add(request.getShared().getNamed());
      }
      assertThat(pass)
          .containsExactlyInAnyOrder(
              Map.of("size", -1.0, "colour", "red"), Map.of("size", 1.0), Map.of("colour", "blue"));
      passes.add(pass);
    }
    // Each of the six orders fails to come in a hundred with a probability of (5/6)^100, 10⁻⁸.
    assertThat(passes.stream().distinct()).hasSize(6);
    assertThat(requests.get(7).getId()).isEqualTo("r-7");
    assertThat(requests.get(7).getTime()).isEqualTo(Instant.parse("2001-01-01T00:00:07Z"));
    assertThat(requests.get(7).getActions())
        .extracting(Action::getId)
        .containsExactly("a \"b\" \\ü", "oak");
  }

  @Test
  void onlyTheRightClassCostsNothing() {
    TableScenario scenario = scenario(Table.of(List.of("size", "colour", "kind"), ROWS, 2), 3);
    double oak = 0;
    for (int round = 0; round < 3; round++) {
      oak += scenario.loss(round, "oak");
      assertThat(scenario.loss(round, "oak") + scenario.loss(round, "a \"b\" \\ü")).isEqualTo(1);
    }
    assertThat(oak).isEqualTo(1);
  }

  @Test
  void aTableOfNumbersIsDenseAndAMissingOneCountsAsTheMean() {
    List<String[]> rows = List.of(new String[] {"1", "a"}, new String[] {"", "b"});
    TableScenario scenario = scenario(Table.of(List.of("size", "kind"), rows, 1), 2);

    scenario
        .requests()
        .forEachRemaining(
            request -> assertThat(request.getShared().getDense()).containsExactly(0f));
  }

  @Test
  void theSettingsAreThoseOfADecideJob() throws Exception {
    Table table = Table.of(List.of("size", "colour", "kind"), ROWS, 2);
    String yaml = scenario(table, 3).settings("linUcb", 5, Duration.ofSeconds(9));

    DecideSettings settings =
        DecideSettings.parse(yaml, List.of("kafka.bootstrapServers=localhost:9092"));

    assertThat(settings.models()).hasSize(1);
    assertThat(settings.models().get(0).outcomes().waitMillis()).isEqualTo(9000);
  }

  private static TableScenario scenario(Table table, int rounds) {
    return new TableScenario(table, rounds, 1, new PrintWriter(Writer.nullWriter()));
  }
}
