package io.thalweg.stream;

import io.thalweg.math.EventDigest;
import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LinearModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * What examples and labels make of one model, folded in memory from the sorted events: what a
 * {@link JoinOperator} must come to, whatever order they reach it in. Written from the rules, with
 * nothing of the operator in it.
 */
final class LabelledFold {
  /**
   * An event, or a deadline; {@code label} is NaN where there is none, {@code place} its offset.
   */
  private record Item(
      long time,
      int rank,
      String id,
      int kind,
      long place,
      double label,
      double weight,
      FeatureVector features) {}

  private static final int EXAMPLE = 0;
  private static final int LABEL = 1;
  private static final int DEADLINE = 2;

  /** What waits under an id, until its deadline. */
  private record Waiting(String state, Item item, double margin, long deadline) {}

  private final Learner learner;
  private final Answer answer = new Answer();
  private final ModelSpec spec;
  private final JoinOptions join;
  private final PriorityQueue<Item> items =
      new PriorityQueue<>(
          Comparator.comparingLong(Item::time)
              .thenComparingInt(Item::rank)
              .thenComparing(Item::id)
              .thenComparingInt(Item::kind)
              .thenComparingLong(Item::place));
  private final Map<String, Waiting> ids = new HashMap<>();

  /** Codes and ids of the refused events, in the order of the fold. */
  final List<String> refused = new ArrayList<>();

  LinearModel model;
  long events;
  long digest;
  double lossSum;
  double weightSum;
  long timedOut;
  private long lastEventTime = Long.MIN_VALUE;

  LabelledFold(ModelSpec spec, JoinOptions join) {
    this.spec = spec;
    this.join = join;
    this.learner = Learner.of(spec.learner());
    this.model = learner.create();
  }

  LabelledFold add(TimedEvent event) {
    if (event instanceof CheckedExample e) {
      double label = e.labelled() ? e.label() : Double.NaN;
      add(e.time(), 0, e.id(), EXAMPLE, e.origin().offset(), label, e.weight(), e.features());
    } else {
      CheckedLabel l = (CheckedLabel) event;
      FeatureVector none = new FeatureVector();
      add(l.time(), 0, l.id(), LABEL, l.origin().offset(), l.label(), l.weight(), none);
    }
    return this;
  }

  private void add(
      long time,
      int rank,
      String id,
      int kind,
      long place,
      double label,
      double weight,
      FeatureVector features) {
    items.add(new Item(time, rank, id, kind, place, label, weight, features));
  }

  /** Folds all events, and all deadlines behind them. */
  LabelledFold run() {
    for (Item item = items.poll(); item != null; item = items.poll()) {
      switch (item.kind) {
        case EXAMPLE -> example(item);
        case LABEL -> label(item);
        default -> deadline(item);
      }
    }
    return this;
  }

  double margin(FeatureVector features) {
    return margin(model, features);
  }

  private double margin(LinearModel asked, FeatureVector features) {
    learner.predict(asked, features, answer);
    return answer.margin();
  }

  private void example(Item example) {
    Waiting known = ids.get(example.id);
    if (known != null && !known.state.equals("held")) {
      refused.add("duplicate-id " + example.id);
      return;
    }
    boolean forgotten = events > 0 && example.time - lastEventTime > spec.idleMillis();
    double margin = margin(forgotten ? learner.create() : model, example.features);
    long deadline = example.time + join.timeoutMillis();
    String state = "learned";
    if (!Double.isNaN(example.label)) {
      if (known != null) {
        refused.add("duplicate-id " + example.id);
      }
      learn(example, example.time, example, margin);
    } else if (known != null) {
      learn(example, example.time, known.item, margin);
    } else {
      state = "pending";
    }
    remember(new Waiting(state, example, margin, deadline));
  }

  private void label(Item label) {
    Waiting known = ids.get(label.id);
    if (known == null) {
      remember(new Waiting("held", label, 0, label.time + join.holdMillis()));
    } else if (known.state.equals("pending")) {
      learn(known.item, label.time, label, known.margin);
      ids.put(label.id, new Waiting("learned", known.item, 0, known.deadline));
    } else {
      refused.add("duplicate-id " + label.id);
    }
  }

  private void deadline(Item deadline) {
    Waiting known = ids.get(deadline.id);
    if (known == null || known.deadline != deadline.time) {
      return;
    }
    ids.remove(deadline.id);
    if (known.state.equals("held")) {
      refused.add("unknown-id " + deadline.id);
    } else if (known.state.equals("pending")) {
      timedOut++;
      if (!Double.isNaN(spec.defaultLabel())) {
        Item silence =
            new Item(
                deadline.time,
                0,
                deadline.id,
                LABEL,
                0,
                spec.defaultLabel(),
                Double.NaN,
                new FeatureVector());
        learn(known.item, deadline.time, silence, known.margin);
      }
    }
  }

  private void remember(Waiting waiting) {
    ids.put(waiting.item.id, waiting);
    add(waiting.deadline, 1, waiting.item.id, DEADLINE, 0, 0, 0, new FeatureVector());
  }

  private void learn(Item example, long time, Item truth, double margin) {
    if (events > 0 && time - lastEventTime > spec.idleMillis()) {
      model = learner.create();
      events = 0;
      digest = 0;
      lossSum = 0;
      weightSum = 0;
      lastEventTime = Long.MIN_VALUE;
    }
    double weight = Double.isNaN(truth.weight) ? example.weight : truth.weight;
    learner.learn(model, example.features, truth.label, weight, answer);
    events++;
    digest =
        EventDigest.chain(
            digest,
            EventDigest.event(example.id, truth.time, truth.label, weight, example.features));
    lastEventTime = Math.max(lastEventTime, time);
    lossSum += weight * spec.learner().loss().value(new double[] {margin}, truth.label);
    weightSum += weight;
  }
}
