package io.thalweg.jobs.models;

import io.thalweg.state.ModelHeader;
import io.thalweg.state.ModelProgress;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the models of a savepoint, or one of them. */
@Command(
    name = "show",
    description = "Shows the models of a savepoint, or one of them with its largest weights.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "SAVEPOINT",
      description = "Folder of a savepoint or checkpoint, or an exported model; a path or a URI.")
  private String place;

  @Parameters(index = "1", arity = "0..1", paramLabel = "MODEL", description = "A model's name.")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "Of one model, the N largest weights (${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "Without MODEL, the first N by name (${DEFAULT-VALUE}).")
  private int limit;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return Reply.of(
        spec,
        out -> {
          Options.atLeast(0, "--top", top);
          Options.atLeast(1, "--limit", limit);
          ModelSource source = ModelSource.at(place);
          if (model.isPresent()) {
            ModelSheet.print(OpenedModel.of(Models.named(source, place, model.get())), top, out);
          } else if (source instanceof ExportedModel exported) {
            ModelSheet.print(OpenedModel.of(exported.export()), top, out);
          } else {
            list(source, out);
          }
          return Reply.DONE;
        });
  }

  private void list(ModelSource source, PrintWriter out) throws ModelsException {
    TreeMap<String, ModelHeader> first = new TreeMap<>();
    long[] count = {0};
    source.heads(
        (name, header) -> {
          count[0]++;
          first.put(name, header);
          if (first.size() > limit) {
            first.pollLastEntry();
          }
        });
    Table table =
        new Table(
            Table.Column.left("model"),
            Table.Column.right("events"),
            Table.Column.left("digest"),
            Table.Column.right("progressive loss"),
            Table.Column.left("last event"));
    for (Map.Entry<String, ModelHeader> each : first.entrySet()) {
      ModelProgress progress = each.getValue().progress();
      table.row(
          Text.line(each.getKey()),
          Text.count(progress.events()),
          Text.digest(progress.digest()),
          Text.number(progress.progressiveLoss()),
          Text.time(progress.lastEventTime()));
    }
    table.print(out, "");
    long rest = count[0] - first.size();
    out.println(
        Text.count(count[0])
            + (count[0] == 1 ? " model" : " models")
            + (rest > 0 ? ", " + Text.count(rest) + " not shown (--limit)" : ""));
  }
}
