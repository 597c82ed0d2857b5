package io.thalweg.jobs.models;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.thalweg.mirror.Reading;
import io.thalweg.state.ModelFormatException;
import io.thalweg.state.ModelProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * A model in JSON, one line per fact and per weight. Numbers have the fewest digits that lead back
 * to the same double.
 */
final class ModelJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private ModelJson() {}

  /**
   * The JSON text, UTF-8.
   *
   * @throws ModelsException if the model's pages cannot be read
   */
  static byte[] of(OpenedModel opened) throws ModelsException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = generator(out)) {
      write(opened, json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes what is written to it", e);
    } catch (ModelFormatException e) {
      throw new ModelsException("model " + opened.export().name() + ": " + e.getMessage());
    }
    out.write('\n');
    return out.toByteArray();
  }

  /** Writes JSON of one line per fact and per element of an outer array. */
  static JsonGenerator generator(OutputStream out) throws IOException {
    JsonGenerator json = FACTORY.createGenerator(out);
    json.setPrettyPrinter(new Lines());
    return json;
  }

  static void version(JsonGenerator json, ModelProgress progress) throws IOException {
    json.writeObjectFieldStart("version");
    json.writeNumberField("events", progress.events());
    json.writeStringField("digest", Text.digest(progress.digest()));
    json.writeEndObject();
  }

  private static void write(OpenedModel opened, JsonGenerator json) throws IOException {
    ModelProgress progress = opened.header().progress();
    Reading reading = opened.reading();
    json.writeStartObject();
    json.writeStringField("model", opened.export().name());
    json.writeStringField("settings", opened.export().settings());
    version(json, progress);
    if (progress.lastEventTime() != ModelProgress.NEVER) {
      json.writeNumberField("lastEventTime", progress.lastEventTime());
    }
    json.writeNumberField("progressiveLoss", progress.progressiveLoss());
    known(json, "variation", reading.variation());
    known(json, "gradientSquares", reading.gradientSquares());
    known(json, "nextStepSize", reading.stepSize());
    known(json, "projectedRounds", reading.projectedRounds());
    known(json, "movement", reading.movement());
    if (!reading.expertWeights().isEmpty()) {
      json.writeFieldName("expertWeights");
      json.writeRawValue(reading.expertWeights().toString());
    }
    json.writeNumberField("dimension", opened.spec().features().dimension());
    weights(opened, json);
    json.writeEndObject();
  }

  private static void known(JsonGenerator json, String field, double number) throws IOException {
    if (!Double.isNaN(number)) {
      json.writeNumberField(field, number);
    }
  }

  private static void weights(OpenedModel opened, JsonGenerator json) throws IOException {
    FeatureLabels labels =
        new FeatureLabels(opened.spec().features(), opened.export().featureNames());
    json.writeArrayFieldStart("weights");
    opened.weights(
        (place, value) -> {
          try {
            weight(json, opened, place, value, labels);
          } catch (IOException e) {
            throw new UncheckedIOException("memory takes what is written to it", e);
          }
        });
    json.writeEndArray();
  }

  private static void weight(
      JsonGenerator json, OpenedModel opened, long place, double value, FeatureLabels labels)
      throws IOException {
    int index = opened.index(place);
    json.writeStartObject();
    if (opened.hasOutputs()) {
      json.writeStringField("of", opened.outputName(place));
    }
    json.writeNumberField("index", index);
    json.writeNumberField("weight", value);
    if (labels.isBias(index)) {
      json.writeBooleanField("bias", true);
    }
    if (!labels.names(index).isEmpty()) {
      json.writeArrayFieldStart("features");
      for (FeatureLabels.Named named : labels.names(index)) {
        json.writeStartObject();
        json.writeStringField("name", named.name());
        json.writeNumberField("sign", named.sign());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** Breaks lines within the outermost object and within arrays that are values of it. */
  private static final class Lines extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;

    @Override
    public void beforeObjectEntries(JsonGenerator g) throws IOException {
      indent(g);
    }

    @Override
    public void beforeArrayValues(JsonGenerator g) throws IOException {
      indent(g);
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator g) throws IOException {
      separate(g);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator g) throws IOException {
      separate(g);
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator g) throws IOException {
      g.writeRaw(": ");
    }

    @Override
    public void writeEndObject(JsonGenerator g, int entries) throws IOException {
      outdent(g, entries);
      g.writeRaw('}');
    }

    @Override
    public void writeEndArray(JsonGenerator g, int values) throws IOException {
      outdent(g, values);
      g.writeRaw(']');
    }

    private static void separate(JsonGenerator g) throws IOException {
      g.writeRaw(isBroken(g) ? "," : ", ");
      indent(g);
    }

    private static void indent(JsonGenerator g) throws IOException {
      if (isBroken(g)) {
        g.writeRaw("\n" + "  ".repeat(depth(g)));
      }
    }

    private static void outdent(JsonGenerator g, int entries) throws IOException {
      if (isBroken(g) && entries > 0) {
        g.writeRaw("\n" + "  ".repeat(depth(g) - 1));
      }
    }

    private static boolean isBroken(JsonGenerator g) {
      return depth(g) == 1 || (depth(g) == 2 && g.getOutputContext().inArray());
    }

    private static int depth(JsonGenerator g) {
      int depth = 0;
      for (JsonStreamContext c = g.getOutputContext(); !c.inRoot(); c = c.getParent()) {
        depth++;
      }
      return depth;
    }
  }
}
