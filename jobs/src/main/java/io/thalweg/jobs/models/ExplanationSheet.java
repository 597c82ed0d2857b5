package io.thalweg.jobs.models;

import com.fasterxml.jackson.core.JsonGenerator;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.state.ModelProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An explanation on a page, or in JSON.
 *
 * @param event id of the event
 * @param labels what the positions of its features are called
 */
record ExplanationSheet(
    OpenedModel opened, String event, FeatureLabels labels, Explanation explanation) {

  /** Prints the answer and its {@code top} largest shares. */
  void print(int top, PrintWriter out) {
    ModelProgress progress = opened.header().progress();
    Table facts = new Table(Table.Column.left(""), Table.Column.left(""));
    facts.row(
        "model",
        "%s, %s events, digest %s"
            .formatted(
                Text.line(opened.export().name()),
                Text.count(progress.events()),
                Text.digest(progress.digest())));
    facts.row("event", Text.line(event));
    facts.row("prediction", Text.number(explanation.prediction()));
    List<Double> scores = explanation.scores();
    for (int k = 0; k < scores.size(); k++) {
      facts.row(scoreName(k), Text.number(scores.get(k)));
    }
    facts.row(
        ofClasses() ? "margin of class " + explanation.output() : "margin",
        Text.number(explanation.margin()));
    facts.print(out, "");
    out.println();
    shares(top).print(out, "");
  }

  private Table shares(int top) {
    Table table =
        new Table(
            Table.Column.right("share"),
            Table.Column.right("weight"),
            Table.Column.right("value"),
            Table.Column.left("feature"));
    double rest = explanation.sum();
    if (explanation.constant() != 0) {
      table.row(Text.number(explanation.constant()), "", "", "(without features)");
      rest -= explanation.constant();
    }
    List<Explanation.Share> all = explanation.shares();
    for (Explanation.Share share : all.subList(0, Math.min(top, all.size()))) {
      table.row(
          Text.number(share.size()),
          Text.number(weight(share)),
          Text.number(value(share)),
          labels.label(share.index()));
      rest -= share.size();
    }
    if (all.size() > top) {
      table.row(Text.number(rest), "", "", Text.count(all.size() - top) + " others (--top)");
    }
    table.row(Text.number(explanation.sum()), "", "", "sum");
    return table;
  }

  /** The value that the feature itself has, the sign of feature hashing taken off. */
  private double value(Explanation.Share share) {
    return labels.sign(share.index()) * share.value();
  }

  /** The weight with which the feature's own value is met. */
  private double weight(Explanation.Share share) {
    return share.size() / value(share);
  }

  private boolean ofClasses() {
    return learner().quantiles().isEmpty() && !explanation.scores().isEmpty();
  }

  private String scoreName(int k) {
    return ofClasses() ? "probability of " + k : "quantile " + learner().quantiles().get(k);
  }

  private LearnerSpec learner() {
    return opened.spec().learner();
  }

  /** The whole in JSON, one line per fact and per share. */
  String json() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = ModelJson.generator(out)) {
      write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes what is written to it", e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("model", opened.export().name());
    ModelJson.version(json, opened.header().progress());
    json.writeStringField("event", event);
    json.writeNumberField("prediction", explanation.prediction());
    if (ofClasses()) {
      json.writeNumberField("class", explanation.output());
      json.writeArrayFieldStart("probabilities");
      for (double probability : explanation.scores()) {
        json.writeNumber(probability);
      }
      json.writeEndArray();
    } else if (!explanation.scores().isEmpty()) {
      json.writeArrayFieldStart("quantiles");
      for (int k = 0; k < explanation.scores().size(); k++) {
        json.writeStartObject();
        json.writeNumberField("level", learner().quantiles().get(k));
        json.writeNumberField("value", explanation.scores().get(k));
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeNumberField("margin", explanation.margin());
    json.writeNumberField("constant", explanation.constant());
    json.writeArrayFieldStart("shares");
    for (Explanation.Share share : explanation.shares()) {
      json.writeStartObject();
      json.writeNumberField("index", share.index());
      json.writeStringField("feature", labels.label(share.index()));
      json.writeNumberField("value", value(share));
      json.writeNumberField("weight", weight(share));
      json.writeNumberField("share", share.size());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
