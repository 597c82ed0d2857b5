package io.thalweg.benchmarks;

import io.thalweg.ModelVersion;
import io.thalweg.Prediction;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import io.thalweg.state.ModelProgress;
import io.thalweg.stream.CheckedExample;
import java.time.Instant;
import java.util.HexFormat;

/** Learns one example and answers it, as the learner operator does with a model in its hands. */
final class Answers {
  private final Learner learner;
  private final Answer answer = new Answer();

  Answers(LearnerSpec spec) {
    learner = Learner.of(spec);
  }

  /** The prediction of {@code model} before it learned {@code example}, which it then has. */
  Prediction learn(CheckedExample example, LinearModel model, ModelProgress progress) {
    ModelVersion version =
        new ModelVersion(progress.events(), HexFormat.of().toHexDigits(progress.digest()));
    learner.learn(model, example.features(), example.label(), example.weight(), answer);
    progress.learned(example.digest(), example.time(), answer.loss(), example.weight());
    return new Prediction(
        example.model(),
        example.id(),
        Instant.ofEpochMilli(example.time()),
        answer.prediction(),
        answer.margin(),
        example.label(),
        answer.loss(),
        version,
        null,
        null);
  }
}
