package io.thalweg.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.DecisionRequest;
import io.thalweg.Outcome;
import io.thalweg.wire.EventDecoder;
import io.thalweg.wire.Limits;
import io.thalweg.wire.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DecisionsPageTest {
  @Test
  void theSettingsOnThePageAreAccepted() throws Exception {
    List<DecideSettings> pages = new ArrayList<>();
    for (String block : blocks("yaml")) {
      pages.add(DecideSettings.parse(block, List.of()));
    }
    assertThat(pages).hasSize(3);
    assertThat(pages.get(0).answers()).isTrue();
    assertThat(pages.get(1).answers()).isTrue();
    assertThat(pages.get(2).answers()).isFalse();
    assertThat(pages.get(2).models()).isEqualTo(pages.get(0).models());
  }

  @Test
  void theEventsOnThePageAreAccepted() throws Exception {
    EventDecoder<DecisionRequest> requests = WireFormat.JSON.requestDecoder(Limits.DEFAULT);
    EventDecoder<Outcome> outcomes = WireFormat.JSON.outcomeDecoder(Limits.DEFAULT);
    List<DecisionRequest> asked = new ArrayList<>();
    List<Outcome> told = new ArrayList<>();
    for (String block : blocks("json")) {
      for (String line : block.lines().toList()) {
        byte[] event = line.getBytes(StandardCharsets.UTF_8);
        if (line.contains("\"actions\"")) {
          asked.add(requests.decode(event));
        } else {
          told.add(outcomes.decode(event));
        }
      }
    }
    assertThat(asked).extracting(DecisionRequest::getSlots).containsExactly(1, 3);
    assertThat(asked.get(1).getSlotFeatures()).hasSize(3);
    assertThat(told).extracting(Outcome::getSlot).containsExactly(0, 1);
  }

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(Path.of("..", "docs", "decisions.md")))
        .results()
        .map(block -> block.group(1))
        .toList();
  }
}
