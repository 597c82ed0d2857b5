package io.thalweg.jobs.models;

import io.thalweg.state.ModelExport;
import io.thalweg.state.ModelFile;
import io.thalweg.state.ModelHeader;
import io.thalweg.state.ModelProgress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where the bytes of two models differ.
 *
 * @param header names of the header's fields that differ
 * @param body whether the bodies differ
 * @param pages numbers of the pages that differ, or that only one of both has, ascending
 */
record Difference(List<String> header, boolean body, List<Integer> pages) {
  static Difference of(ModelExport a, ModelExport b) {
    return new Difference(
        header(ModelHeader.read(a.model().head()), ModelHeader.read(b.model().head())),
        !Arrays.equals(ModelHeader.body(a.model().head()), ModelHeader.body(b.model().head())),
        pages(a.model(), b.model()));
  }

  /** Whether there is none. */
  boolean isEmpty() {
    return header.isEmpty() && !body && pages.isEmpty();
  }

  private static List<String> header(ModelHeader a, ModelHeader b) {
    ModelProgress x = a.progress();
    ModelProgress y = b.progress();
    List<String> fields = new ArrayList<>();
    note(fields, a.family() == b.family(), "family");
    note(fields, a.settingsDigest() == b.settingsDigest(), "settings");
    note(fields, x.events() == y.events(), "events");
    note(fields, x.digest() == y.digest(), "digest");
    note(fields, x.lastEventTime() == y.lastEventTime(), "last event");
    note(fields, same(x.lossSum(), y.lossSum()), "sum of losses");
    note(fields, same(x.weightSum(), y.weightSum()), "sum of weights");
    return fields;
  }

  private static void note(List<String> fields, boolean equal, String field) {
    if (!equal) {
      fields.add(field);
    }
  }

  private static boolean same(double a, double b) {
    return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
  }

  private static List<Integer> pages(ModelFile a, ModelFile b) {
    SortedSet<Integer> all = new TreeSet<>(a.pages().keySet());
    all.addAll(b.pages().keySet());
    return all.stream()
        .filter(page -> !Arrays.equals(a.pages().get(page), b.pages().get(page)))
        .toList();
  }

  /** One line that tells all parts, of {@code pageCount} pages. */
  String parts(int pageCount) {
    List<String> parts = new ArrayList<>();
    if (!header.isEmpty()) {
      parts.add("header (" + String.join(", ", header) + ")");
    }
    if (body) {
      parts.add("body");
    }
    if (!pages.isEmpty()) {
      parts.add(
          "pages "
              + ranges(pages)
              + " ("
              + Text.count(pages.size())
              + " of "
              + Text.count(pageCount)
              + ")");
    }
    return String.join("; ", parts);
  }

  private static String ranges(List<Integer> pages) {
    List<String> ranges = new ArrayList<>();
    for (int from = 0; from < pages.size(); ) {
      int to = from;
      while (to + 1 < pages.size() && pages.get(to + 1) == pages.get(to) + 1) {
        to++;
      }
      if (ranges.size() == 20) {
        ranges.add("...");
        break;
      }
      ranges.add(to == from ? "" + pages.get(from) : pages.get(from) + "-" + pages.get(to));
      from = to + 1;
    }
    return String.join(", ", ranges);
  }
}
