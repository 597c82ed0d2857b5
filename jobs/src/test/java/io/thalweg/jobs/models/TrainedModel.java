package io.thalweg.jobs.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.jobs.settings.OptimizeSettings;
import io.thalweg.jobs.settings.SettingsException;
import io.thalweg.math.PagedVector;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LinearModel;
import io.thalweg.state.Family;
import io.thalweg.state.LinearModelCodec;
import io.thalweg.state.ModelExport;
import io.thalweg.state.ModelFile;
import io.thalweg.state.ModelHeader;
import io.thalweg.state.ModelProgress;
import io.thalweg.stream.ModelSpec;
import io.thalweg.stream.NamedFeatures;
import io.thalweg.wire.ExampleBuffer;
import io.thalweg.wire.Limits;
import io.thalweg.wire.RejectedEventException;
import io.thalweg.wire.WireFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/** A model that has learned a hundred flights. */
final class TrainedModel {
  private static final int EVENTS = 100;

  private TrainedModel() {}

  /**
   * A model called {@code late}.
   *
   * @param features of the settings, with hash bits
   * @param learner of the settings
   * @param labels number of labels, from 0
   */
  static ModelExport of(String features, String learner, int labels)
      throws SettingsException, RejectedEventException {
    ModelSpec spec =
        OptimizeSettings.parse(
                """
                job: optimize
                input: {examples: {path: in.jsonl}}
                output: {predictions: {path: p.jsonl}, deadLetters: {path: d.jsonl}}
                models: [{name: late, features: {%s}, learner: {%s}}]
                """
                    .formatted(features, learner),
                List.of())
            .models()
            .get(0);
    Learner of = Learner.of(spec.learner());
    LinearModel model = of.create();
    ModelProgress progress = new ModelProgress();
    Answer answer = new Answer();
    SplittableRandom random = new SplittableRandom(7);
    SortedSet<String> names = new TreeSet<>();
    for (int k = 0; k < EVENTS; k++) {
      NamedFeatures event = NamedFeatures.of(spec.features(), decode(flight(random, "e" + k)));
      names.addAll(event.names());
      of.learn(model, event.vector(), random.nextInt(labels), 1, answer);
      progress.learned(k, 60_000L * k, answer.loss(), 1);
    }
    byte[] head =
        new ModelHeader(Family.MIRROR, spec.digest(), progress)
            .write(LinearModelCodec.encode(model));
    return new ModelExport(
        "late", spec.canonical(), List.copyOf(names), new ModelFile(head, pages(model)));
  }

  private static SortedMap<Integer, byte[]> pages(LinearModel model) {
    SortedMap<Integer, byte[]> pages = new TreeMap<>();
    List<LinearModel> parts = model.flattened();
    for (int part = 0; part < parts.size(); part++) {
      PagedVector cells = parts.get(part).cells();
      for (int page = 0; cells.pages() > 1 && page < cells.pages(); page++) {
        if (cells.isPresent(page)) {
          pages.put(
              LinearModelCodec.pageNumber(page, part, parts.size()),
              LinearModelCodec.encodePage(cells, page));
        }
      }
    }
    return pages;
  }

  /** An event in the JSON of the protocol. */
  static String flight(SplittableRandom random, String id) {
    return "{\"model\": \"late\", \"id\": \"%s\", \"time\": 5, \"features\": {\"named\": {\"origin\": \"A%d\", \"hour\": %d, \"distance\": %s, \"weekend\": %s}}}"
        .formatted(
            id,
            random.nextInt(7),
            random.nextInt(24),
            (float) random.nextDouble() / 4,
            random.nextBoolean());
  }

  private static ExampleBuffer decode(String json) throws RejectedEventException {
    ExampleBuffer event = new ExampleBuffer();
    WireFormat.JSON.exampleDecoder(Limits.DEFAULT).decode(json.getBytes(UTF_8), event);
    return event;
  }
}
