package io.thalweg.it;

import io.thalweg.it.LabelledLog.Event;
import io.thalweg.it.LabelledLog.Topic;
import io.thalweg.math.EventDigest;
import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LinearModel;
import io.thalweg.state.Family;
import io.thalweg.state.LinearModels;
import io.thalweg.state.ModelFile;
import io.thalweg.state.ModelHeader;
import io.thalweg.state.ModelProgress;
import io.thalweg.stream.ModelSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a {@link LabelledLog} must be folded into: the rules of delayed labels, in memory, with
 * nothing of the job in it. First each id's events by themselves tell what becomes of it; then each
 * model does what they tell it, in the order of time.
 */
final class LabelledFold {
  private static final long TIMEOUT = LabelledLog.TIMEOUT.toMillis();
  private static final long HOLD = LabelledLog.HOLD.toMillis();

  private enum Stage {
    UNKNOWN,
    PENDING,
    HELD,
    LEARNED
  }

  /**
   * One thing that a model does.
   *
   * @param turn 0 for events of a time, 1 for deadlines
   * @param truth what is learned; null where the example is looked at only
   */
  private record Step(long time, int turn, String id, int number, Event example, Truth truth) {
    static final Comparator<Step> ORDER =
        Comparator.comparingLong(Step::time)
            .thenComparingInt(Step::turn)
            .thenComparing(Step::id)
            .thenComparingInt(Step::number);
  }

  /** A label: the time that it carries, what it says, and its weight. */
  private record Truth(long time, double label, double weight) {}

  private final Function<String, ModelSpec> specs;
  private final SortedMap<String, byte[]> models = new TreeMap<>();
  private final SortedMap<String, String> refused = new TreeMap<>();
  private final Map<String, LinearModel> versions = new HashMap<>();
  private int silences;

  private LabelledFold(Function<String, ModelSpec> specs) {
    this.specs = specs;
  }

  /**
   * The fold of those events of {@code log} that pass the doors, and of all deadlines behind them.
   *
   * @param specs the settings' entry of each model
   */
  static LabelledFold of(LabelledLog log, Function<String, ModelSpec> specs) {
    return of(log.all().toList(), specs);
  }

  /** The same of some events. */
  static LabelledFold of(Collection<Event> events, Function<String, ModelSpec> specs) {
    LabelledFold fold = new LabelledFold(specs);
    events.stream()
        .filter(event -> !event.passesTheDoor())
        .forEach(event -> fold.refused.put(event.place(), event.fate()));
    events.stream()
        .filter(Event::passesTheDoor)
        .collect(Collectors.groupingBy(Event::model))
        .forEach(fold::model);
    return fold;
  }

  /** Every model's bytes, by name. */
  SortedMap<String, byte[]> models() {
    return models;
  }

  /** Reason by place of every event that the doors or the join must refuse. */
  SortedMap<String, String> refused() {
    return refused;
  }

  /** How many examples were learned with the label that stands for silence. */
  int silences() {
    return silences;
  }

  /** The model of that version; null where it was never one. */
  LinearModel version(String model, String digest) {
    return versions.get(model + " " + digest);
  }

  private void model(String model, List<Event> events) {
    List<Step> steps = new ArrayList<>();
    events.stream()
        .collect(Collectors.groupingBy(Event::id))
        .values()
        .forEach(ofId -> steps.addAll(new Id(specs.apply(model), ofId).steps()));
    steps.sort(Step.ORDER);
    apply(model, steps);
  }

  private void apply(String name, List<Step> steps) {
    ModelSpec spec = specs.apply(name);
    Learner learner = Learner.of(spec.learner());
    Answer answer = new Answer();
    LinearModel model = learner.create();
    ModelProgress progress = new ModelProgress();
    versions.put(name + " " + "0".repeat(16), learner.create());
    Map<Event, double[]> forecasts = new HashMap<>();
    for (Step step : steps) {
      boolean stale =
          progress.events() > 0 && step.time - progress.lastEventTime() > spec.idleMillis();
      FeatureVector x = features(step.example);
      if (step.truth == null) {
        learner.predict(stale ? learner.create() : model, x, answer);
        forecasts.put(step.example, spec.learner().loss().forecast(answer));
        continue;
      }
      if (stale) {
        model = learner.create();
        progress = new ModelProgress();
      }
      Truth truth = step.truth;
      double weight = Double.isNaN(truth.weight) ? step.example.weight() : truth.weight;
      double loss = spec.learner().loss().value(forecasts.get(step.example), truth.label);
      learner.learn(model, x, truth.label, weight, answer);
      long digest = EventDigest.event(step.id, truth.time, truth.label, weight, x);
      progress.learned(digest, step.time, loss, weight);
      versions.put(name + " " + "%016x".formatted(progress.digest()), copy(model, spec));
    }
    if (progress.events() > 0) {
      ModelHeader header = new ModelHeader(Family.MIRROR, spec.digest(), progress);
      byte[] head = header.write(new LinearModels(spec.learner()).encode(model));
      models.put(name, new ModelFile(head, new TreeMap<>()).toBytes());
    }
  }

  private static LinearModel copy(LinearModel model, ModelSpec spec) {
    LinearModels codec = new LinearModels(spec.learner());
    return codec.decode(
        codec.encode(model),
        (page, into, offset) -> {
          throw new AssertionError("a model of one page has no others: page=" + page);
        });
  }

  static FeatureVector features(Event example) {
    return new FeatureVector().dense(example.features(), example.features().length);
  }

  /** The events of one id, in the order of time, and what they come to. */
  private final class Id {
    private final ModelSpec spec;
    private final List<Event> events;
    private final List<Step> steps = new ArrayList<>();
    private Stage stage = Stage.UNKNOWN;
    private long deadline;
    private Event waiting;

    Id(ModelSpec spec, List<Event> events) {
      this.spec = spec;
      this.events =
          events.stream()
              .sorted(
                  Comparator.comparingLong(Event::time)
                      .thenComparing(Event::topic)
                      .thenComparingInt(Event::partition)
                      .thenComparingLong(Event::offset))
              .toList();
    }

    List<Step> steps() {
      for (Event event : events) {
        if (stage != Stage.UNKNOWN && event.time() > deadline) {
          expire();
        }
        if (event.topic() == Topic.EXAMPLES) {
          example(event);
        } else {
          label(event);
        }
      }
      if (stage != Stage.UNKNOWN) {
        expire();
      }
      return steps;
    }

    private void example(Event example) {
      if (stage == Stage.PENDING || stage == Stage.LEARNED) {
        refuse(example, "duplicate-id");
        return;
      }
      step(example.time(), 0, example, null);
      boolean complete = !Double.isNaN(example.label());
      if (complete) {
        if (stage == Stage.HELD) {
          refuse(waiting, "duplicate-id");
        }
        step(
            example.time(),
            0,
            example,
            new Truth(example.time(), example.label(), example.weight()));
      } else if (stage == Stage.HELD) {
        step(example.time(), 0, example, truth(waiting));
      }
      stage = complete || stage == Stage.HELD ? Stage.LEARNED : Stage.PENDING;
      waiting = example;
      deadline = example.time() + TIMEOUT;
    }

    private void label(Event label) {
      switch (stage) {
        case UNKNOWN -> {
          stage = Stage.HELD;
          waiting = label;
          deadline = label.time() + HOLD;
        }
        case PENDING -> {
          step(label.time(), 0, waiting, truth(label));
          stage = Stage.LEARNED;
        }
        default -> refuse(label, "duplicate-id");
      }
    }

    private void expire() {
      if (stage == Stage.HELD) {
        refuse(waiting, "unknown-id");
      } else if (stage == Stage.PENDING && spec.learnsSilence()) {
        step(deadline, 1, waiting, new Truth(deadline, spec.defaultLabel(), Double.NaN));
        silences++;
      }
      stage = Stage.UNKNOWN;
    }

    private Truth truth(Event label) {
      return new Truth(label.time(), label.label(), label.weight());
    }

    private void step(long time, int turn, Event example, Truth truth) {
      steps.add(new Step(time, turn, example.id(), steps.size(), example, truth));
    }

    private void refuse(Event event, String reason) {
      refused.put(event.place(), reason);
    }
  }
}
