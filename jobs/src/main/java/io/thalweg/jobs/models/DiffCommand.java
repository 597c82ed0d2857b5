package io.thalweg.jobs.models;

import io.thalweg.state.ModelExport;
import io.thalweg.state.ModelHeader;
import io.thalweg.state.ModelProgress;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares models byte for byte. */
@Command(
    name = "diff",
    description = "Compares the models of two savepoints, or one model of both, byte for byte.",
    mixinStandardHelpOptions = true,
    footer = {"", "Exit codes: 0 all equal, 1 different, 2 wrong arguments."})
final class DiffCommand implements Callable<Integer> {
  private static final String KIND =
      "Folder of a savepoint or checkpoint, or an exported model; a path or a URI.";

  @Parameters(index = "0", paramLabel = "A", description = KIND)
  private String first;

  @Parameters(index = "1", paramLabel = "B", description = KIND)
  private String second;

  @Parameters(index = "2", arity = "0..1", paramLabel = "MODEL", description = "A model's name.")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "10",
      description = "Of each different model, the N weights that differ most (${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "The first N by name of equal, different and missing models (${DEFAULT-VALUE}).")
  private int limit;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return Reply.of(
        spec,
        out -> {
          Options.atLeast(0, "--top", top);
          Options.atLeast(1, "--limit", limit);
          ModelSource a = ModelSource.at(first);
          ModelSource b = ModelSource.at(second);
          if (model.isEmpty() && a instanceof ExportedModel x && b instanceof ExportedModel y) {
            return one(x.export(), y.export(), out);
          }
          Optional<String> name = model.or(() -> exportedName(a)).or(() -> exportedName(b));
          return name.isPresent()
              ? one(Models.named(a, first, name.get()), Models.named(b, second, name.get()), out)
              : all(a, b, out);
        });
  }

  private static Optional<String> exportedName(ModelSource source) {
    return source instanceof ExportedModel exported
        ? Optional.of(exported.export().name())
        : Optional.empty();
  }

  private int one(ModelExport a, ModelExport b, PrintWriter out) throws ModelsException {
    if (Difference.of(a, b).isEmpty()) {
      printEqual(a.name(), ModelHeader.read(a.model().head()), out);
      return Reply.DONE;
    }
    out.println(Text.line(a.name()) + ": different");
    DifferenceSheet.print(a, b, top, out);
    return Reply.DIFFERENT;
  }

  private int all(ModelSource a, ModelSource b, PrintWriter out) throws ModelsException {
    NavigableMap<String, Fingerprint> inA = new TreeMap<>();
    a.fingerprints(inA::put);
    NavigableMap<String, ModelHeader> equal = new TreeMap<>();
    TreeSet<String> different = new TreeSet<>();
    TreeSet<String> onlyB = new TreeSet<>();
    b.fingerprints(
        (name, found) -> {
          Fingerprint other = inA.remove(name);
          if (other == null) {
            onlyB.add(name);
          } else if (other.sha256().equals(found.sha256())) {
            equal.put(name, found.header());
          } else {
            different.add(name);
          }
        });
    printDifferent(a, b, different, out);
    printMissing("only in A", inA.keySet(), out);
    printMissing("only in B", onlyB, out);
    for (Map.Entry<String, ModelHeader> each : equal.entrySet().stream().limit(limit).toList()) {
      printEqual(each.getKey(), each.getValue(), out);
    }
    printRest("equal", equal.size(), out);
    out.println(
        "%s equal, %s different, %s only in A, %s only in B"
            .formatted(
                Text.count(equal.size()),
                Text.count(different.size()),
                Text.count(inA.size()),
                Text.count(onlyB.size())));
    return different.isEmpty() && inA.isEmpty() && onlyB.isEmpty() ? Reply.DONE : Reply.DIFFERENT;
  }

  private void printDifferent(
      ModelSource a, ModelSource b, Collection<String> different, PrintWriter out)
      throws ModelsException {
    List<String> shown = different.stream().limit(limit).toList();
    if (!shown.isEmpty()) {
      Map<String, ModelExport> inA = a.find(new TreeSet<>(shown));
      Map<String, ModelExport> inB = b.find(new TreeSet<>(shown));
      for (String name : shown) {
        one(inA.get(name), inB.get(name), out);
      }
    }
    printRest("different", different.size(), out);
  }

  private void printMissing(String where, Collection<String> names, PrintWriter out) {
    names.stream().limit(limit).forEach(name -> out.println(Text.line(name) + ": " + where));
    printRest(where, names.size(), out);
  }

  private static void printEqual(String name, ModelHeader header, PrintWriter out) {
    ModelProgress progress = header.progress();
    out.println(
        "%s: equal, %s events, digest %s"
            .formatted(
                Text.line(name), Text.count(progress.events()), Text.digest(progress.digest())));
  }

  private void printRest(String what, int count, PrintWriter out) {
    if (count > limit) {
      out.println("... and " + Text.count(count - limit) + " more " + what + " (--limit)");
    }
  }
}
