package io.thalweg.jobs.models;

import io.thalweg.state.ModelExport;
import io.thalweg.stream.NamedFeatures;
import io.thalweg.wire.ExampleBuffer;
import io.thalweg.wire.RejectedEventException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains what a model answers to an event, feature by feature. */
@Command(
    name = "explain",
    description = "Shows what each feature of an event adds to a model's answer.",
    mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "SAVEPOINT",
      description = "Folder of a savepoint or checkpoint, or an exported model; a path or a URI.")
  private String place;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "MODEL",
      description = "A model's name; without it the one that the event names.")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--event",
      paramLabel = "FILE",
      required = true,
      description = "The event: one example in the JSON of the protocol.")
  private Path event;

  @Option(
      names = "--class",
      paramLabel = "K",
      description = "Of several classes, the one to explain; without it the likeliest.")
  private Optional<Integer> output = Optional.empty();

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "The N largest shares (${DEFAULT-VALUE}); the others are added up.")
  private int top;

  @Option(names = "--json", description = "All shares in JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return Reply.of(
        spec,
        out -> {
          explain(out);
          return Reply.DONE;
        });
  }

  private void explain(PrintWriter out) throws ModelsException {
    Options.atLeast(0, "--top", top);
    ExampleBuffer example = EventFile.read(event);
    OpenedModel opened = OpenedModel.of(export(example));
    NamedFeatures features = features(opened, example);
    ExplanationSheet sheet =
        new ExplanationSheet(
            opened,
            example.id(),
            labels(opened, features),
            opened.explain(
                features.vector(), output.map(OptionalInt::of).orElse(OptionalInt.empty())));
    if (json) {
      out.println(sheet.json());
    } else {
      sheet.print(top, out);
    }
  }

  private ModelExport export(ExampleBuffer example) throws ModelsException {
    ModelSource source = ModelSource.at(place);
    if (model.isEmpty() && source instanceof ExportedModel exported) {
      return exported.export();
    }
    return Models.named(source, place, model.orElse(example.model()));
  }

  /** What the features are called in the event, or else where they were met before. */
  private static FeatureLabels labels(OpenedModel opened, NamedFeatures features) {
    return new FeatureLabels(
        opened.spec().features(),
        features.names().isEmpty() ? opened.export().featureNames() : features.names());
  }

  private NamedFeatures features(OpenedModel opened, ExampleBuffer example) throws ModelsException {
    try {
      return NamedFeatures.of(opened.spec().features(), example);
    } catch (RejectedEventException e) {
      throw EventFile.refused(event, e);
    }
  }
}
