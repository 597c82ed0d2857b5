package io.thalweg.jobs.connect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.assigners.FileSplitAssigner;

/** Hands out files one after the other, by name: the order of a folder's events. */
final class OrderedFiles implements FileSplitAssigner {
  private static final Comparator<FileSourceSplit> BY_NAME =
      Comparator.comparing(split -> split.path().toString());

  private final ArrayDeque<FileSourceSplit> splits = new ArrayDeque<>();

  OrderedFiles(Collection<FileSourceSplit> splits) {
    addSplits(splits);
  }

  @Override
  public Optional<FileSourceSplit> getNext(String hostname) {
    return Optional.ofNullable(splits.poll());
  }

  @Override
  public void addSplits(Collection<FileSourceSplit> more) {
    List<FileSourceSplit> all = new ArrayList<>(splits);
    all.addAll(more);
    all.sort(BY_NAME);
    splits.clear();
    splits.addAll(all);
  }

  @Override
  public Collection<FileSourceSplit> remainingSplits() {
    return new ArrayList<>(splits);
  }
}
