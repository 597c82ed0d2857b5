package io.thalweg.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DecisionsPageTest {
  private static final Pattern SETTINGS = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void theSettingsOnThePageAreAccepted() throws Exception {
    Matcher blocks = SETTINGS.matcher(Files.readString(Path.of("..", "docs", "decisions.md")));
    List<DecideSettings> pages = new ArrayList<>();
    while (blocks.find()) {
      pages.add(DecideSettings.parse(blocks.group(1), List.of()));
    }
    assertThat(pages).hasSize(2);
    assertThat(pages.get(0).answers()).isTrue();
    assertThat(pages.get(1).answers()).isFalse();
    assertThat(pages.get(1).models()).isEqualTo(pages.get(0).models());
  }
}
