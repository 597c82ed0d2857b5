package io.thalweg.decide;

import io.thalweg.bandit.BanditModel;
import io.thalweg.state.BanditModels;
import io.thalweg.state.ModelProgress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the operator must come to, said in the plainest way: all events of one model in memory,
 * sorted, applied one by one. Only for the rule that the first outcome decides.
 */
final class LedgerFold {
  private final DeciderSpec spec;
  private final Decider decider;
  private final List<LedgerEvent> events = new ArrayList<>();
  private final Set<String> decided = new HashSet<>();

  final BanditModel model;
  final ModelProgress progress = new ModelProgress();

  LedgerFold(DeciderSpec spec) {
    this.spec = spec;
    this.decider = new Decider(spec);
    this.model = decider.create();
  }

  /** Adds an event; decisions in the order of the ledger. */
  LedgerFold add(LedgerEvent event) {
    if (!(event instanceof CheckedDecision) || decided.add(event.id())) {
      events.add(event);
    }
    return this;
  }

  /** Applies all of them. */
  LedgerFold run() {
    List<Step> steps = new ArrayList<>();
    for (LedgerEvent event : events) {
      if (event instanceof CheckedDecision decision) {
        step(decision).ifPresent(steps::add);
      }
    }
    steps.sort(
        Comparator.comparingLong(Step::time)
            .thenComparing(Step::silent)
            .thenComparing(step -> step.decision.id()));
    for (Step step : steps) {
      decider.learn(
          model, progress, step.decision.id(), step.time, step.decision.inputs().get(0), step.loss);
    }
    return this;
  }

  private Optional<Step> step(CheckedDecision decision) {
    OutcomeRule rule = spec.outcomes();
    long end = decision.time() + rule.waitMillis();
    Optional<CheckedOutcome> first =
        events.stream()
            .filter(event -> event.id().equals(decision.id()))
            .filter(event -> event.time() <= end)
            .filter(event -> event.time() >= decision.time() - rule.holdMillis())
            .filter(CheckedOutcome.class::isInstance)
            .map(CheckedOutcome.class::cast)
            .min(Comparator.comparingLong(LedgerEvent::time).thenComparing(LedgerEvent.ORDER));
    if (first.isPresent()) {
      long time = Math.max(first.get().time(), decision.time());
      return Optional.of(new Step(time, false, decision, first.get().value()));
    }
    return rule.learnsSilence()
        ? Optional.of(new Step(end, true, decision, rule.silence()))
        : Optional.empty();
  }

  /** One example that is learned. */
  private record Step(long time, boolean silent, CheckedDecision decision, double loss) {}

  byte[] bytes() {
    return new BanditModels(spec.agent()).encode(model);
  }
}
