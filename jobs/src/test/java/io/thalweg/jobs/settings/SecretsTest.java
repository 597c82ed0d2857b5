package io.thalweg.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private static final String SECRET = "hunter2";

  @TempDir private Path folder;

  private static OptimizeSettings with(String... sets) throws SettingsException {
    Map<String, String> variables = Map.of("PW", SECRET, "ODD", "$1\\ ${env:PW}");
    return OptimizeReader.read(
        OptimizeSettingsTest.SMALLEST,
        List.of(sets),
        new References(name -> Optional.ofNullable(variables.get(name))));
  }

  @Test
  void aReferenceIsReplacedWholeOrInPartByVariableOrFile() throws Exception {
    Path file = Files.writeString(folder.resolve("pw"), SECRET + "\n");
    OptimizeSettings s =
        with(
            "kafka.ssl.key.password=${env:PW}",
            "kafka.sasl.jaas.config=Login required username=\"u\" password=\"${file:"
                + file
                + "}\";",
            "flink.s3.secret-key=${env:PW}");
    assertThat(s.kafka().client())
        .containsEntry("ssl.key.password", SECRET)
        .containsEntry(
            "sasl.jaas.config", "Login required username=\"u\" password=\"" + SECRET + "\";");
    assertThat(s.runtime().flink()).containsEntry("s3.secret-key", SECRET);
  }

  @Test
  void whatAReferenceStandsForIsNotSearchedAgain() throws SettingsException {
    assertThat(with("kafka.client.id=${env:ODD}").kafka().client())
        .containsEntry("client.id", "$1\\ ${env:PW}");
  }

  @Test
  void otherDollarsStay() throws SettingsException {
    assertThat(with("kafka.client.id=a${vault:x}$b").kafka().client())
        .containsEntry("client.id", "a${vault:x}$b");
  }

  @Test
  void noSecretIsEverPrinted() throws SettingsException {
    OptimizeSettings s =
        with(
            "kafka.bootstrapServers=b:9092",
            "kafka.ssl.key.password=" + SECRET,
            "kafka.sasl.username=${env:PW}",
            "flink.s3.secret-key=" + SECRET);
    assertThat(s.toString())
        .doesNotContain(SECRET)
        .contains(
            "bootstrap.servers=b:9092", "ssl.key.password=(hidden)", "s3.secret-key=(hidden)");
    assertThat(s.kafka().redact("login as u with " + SECRET + " failed"))
        .isEqualTo("login as u with (hidden) failed");
  }

  @Test
  void anErrorDoesNotShowTheSecretItIsAbout() {
    assertThatThrownBy(() -> with("kafka.ssl.key.password: " + SECRET))
        .hasMessage("--set: must be KEY=VALUE: (hidden)");
    assertThatThrownBy(() -> with("kafka.password=[[" + SECRET + "]]"))
        .hasMessage("kafka.password: must be a text or a list of texts");
    assertThatThrownBy(() -> with("kafka.password=[" + SECRET))
        .hasMessageContaining("kafka.password: not valid YAML")
        .message()
        .doesNotContain(SECRET);
  }

  @Test
  void aSecretsFileIsBoundedText() throws IOException {
    Path large = Files.write(folder.resolve("large"), new byte[(1 << 16) + 1]);
    assertThatThrownBy(() -> with("kafka.x=${file:" + large + "}"))
        .hasMessage("kafka.x: cannot read " + large + ": it is longer than 65536 bytes");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});
    assertThatThrownBy(() -> with("kafka.x=${file:" + binary + "}"))
        .hasMessage("kafka.x: cannot read " + binary + ": it is not UTF-8 text");
    assertThatThrownBy(() -> with("kafka.x=${file:" + folder + "}"))
        .hasMessage("kafka.x: cannot read " + folder + ": it is a folder");
  }
}
