package io.thalweg.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** {@code docs/protocol.md} says what the schemas and the reasons say. */
class DocumentedProtocolTest {
  private final String page;

  DocumentedProtocolTest() throws IOException {
    page = Files.readString(Path.of("..", "docs", "protocol.md"), StandardCharsets.UTF_8);
  }

  @Test
  void everyFieldHasItsRow() {
    for (RecordType type : RecordType.values()) {
      String table =
          type.schema().getFields().stream()
              .map(DocumentedProtocolTest::row)
              .collect(Collectors.joining("\n"));
      assertThat(page)
          .contains(
              "# "
                  + type.schema().getName()
                  + "\n| field | type | default | meaning |\n|---|---|---|---|\n"
                  + table
                  + "\n");
    }
  }

  @Test
  void everyReasonHasItsRow() {
    Matcher codes = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| .* \\| .*\\|$").matcher(page);
    String section = page.substring(page.indexOf("## Why an event was refused"));
    codes.reset(section.substring(0, section.indexOf("## How the schemas change")));
    List<String> documented = codes.results().map(row -> row.group(1)).toList();
    assertThat(documented).containsExactlyElementsOf(codesOfReasons());
  }

  @Test
  void itsJsonIsAccepted() throws RejectedEventException {
    List<String> blocks =
        Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map(block -> block.group(1))
            .toList();
    assertThat(blocks).hasSize(5);
    for (String line : blocks.get(0).lines().toList()) {
      WireFormat.JSON
          .exampleDecoder(Limits.DEFAULT)
          .decode(line.getBytes(StandardCharsets.UTF_8), new ExampleBuffer());
    }
    for (String line : blocks.get(1).lines().toList()) {
      WireFormat.JSON
          .labelDecoder(Limits.DEFAULT)
          .decode(line.getBytes(StandardCharsets.UTF_8), new LabelBuffer());
    }
    assertAccepted(WireFormat.JSON.requestDecoder(Limits.DEFAULT), blocks.get(2));
    assertAccepted(WireFormat.JSON.decisionDecoder(Limits.DEFAULT), blocks.get(3));
    assertAccepted(WireFormat.JSON.outcomeDecoder(Limits.DEFAULT), blocks.get(4));
    assertThat(blocks.get(0).lines()).hasSize(3);
    assertThat(blocks.get(1).lines()).hasSize(2);
  }

  private static void assertAccepted(EventDecoder<?> decoder, String lines)
      throws RejectedEventException {
    assertThat(lines).isNotBlank();
    for (String line : lines.lines().toList()) {
      assertThat(decoder.decode(line.getBytes(StandardCharsets.UTF_8))).isNotNull();
    }
  }

  private static List<String> codesOfReasons() {
    return java.util.Arrays.stream(Reason.values()).map(Reason::code).toList();
  }

  private static String row(Schema.Field field) {
    return "| `"
        + field.name()
        + "` | "
        + type(field.schema())
        + " | "
        + defaultOf(field)
        + " | "
        + field.doc()
        + " |";
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case UNION ->
          schema.getTypes().stream()
              .filter(branch -> branch.getType() != Schema.Type.NULL)
              .map(DocumentedProtocolTest::type)
              .collect(Collectors.joining(" or "));
      case ARRAY -> "array of " + type(schema.getElementType());
      case MAP -> "map of " + type(schema.getValueType());
      case LONG ->
          schema.getLogicalType() == null
              ? "long"
              : "long (" + schema.getLogicalType().getName() + ")";
      default -> schema.getName();
    };
  }

  private static String defaultOf(Schema.Field field) {
    if (!field.hasDefaultValue()) {
      return "required";
    }
    return field.defaultVal() == JsonProperties.NULL_VALUE
        ? "null"
        : String.valueOf(field.defaultVal());
  }
}
