package io.thalweg.benchmarks.peers;

import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.LogisticLoss;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The mails of {@code data/mails}: spam or not, by their words, each of which is a feature. */
final class MailStream {
  private static final String HEADER = "mail\tspam\twords";

  private MailStream() {}

  static LabelledStream of(Path file) throws IOException {
    List<FeatureVector> features = new ArrayList<>();
    List<Double> labels = new ArrayList<>();
    HashedFeatures hashed = new HashedFeatures();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      if (!HEADER.equals(lines.readLine())) {
        throw new IOException("a file of mails must begin with the line " + HEADER + ": " + file);
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] columns = line.split("\t", -1);
        labels.add(Double.valueOf(columns[1]));
        for (String word : columns[2].split(" ", -1)) {
          if (!word.isEmpty()) {
            hashed.text("word", word);
          }
        }
        features.add(hashed.next());
      }
    }
    return new LabelledStream(
        "mails: spam or not",
        new LogisticLoss(),
        1 << HashedFeatures.BITS,
        features,
        labels.stream().mapToDouble(label -> label).toArray());
  }
}
