package io.thalweg.benchmarks;

import io.thalweg.ModelVersion;
import io.thalweg.Prediction;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.MirrorDescent;
import io.thalweg.state.ModelProgress;
import io.thalweg.stream.CheckedExample;
import java.time.Instant;
import java.util.HexFormat;

/** Learns one example and answers it, as the learner operator does with a model in its hands. */
final class Answers {
  private final MirrorDescent learner;

  Answers(LearnerSpec spec) {
    learner = new MirrorDescent(spec);
  }

  /** The prediction of {@code model} before it learned {@code example}, which it then has. */
  Prediction learn(CheckedExample example, LinearModel model, ModelProgress progress) {
    ModelVersion version =
        new ModelVersion(progress.events(), HexFormat.of().toHexDigits(progress.digest()));
    double margin = learner.learn(model, example.features(), example.label(), example.weight());
    double loss = learner.spec().loss().value(margin, example.label());
    progress.learned(example.digest(), example.time(), loss, example.weight());
    return new Prediction(
        example.model(),
        example.id(),
        Instant.ofEpochMilli(example.time()),
        learner.spec().loss().prediction(margin),
        margin,
        example.label(),
        loss,
        version);
  }
}
