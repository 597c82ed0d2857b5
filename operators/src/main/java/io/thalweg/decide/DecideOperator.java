package io.thalweg.decide;

import io.thalweg.Decision;
import io.thalweg.bandit.BanditModel;
import io.thalweg.decide.DecideTally.Count;
import io.thalweg.state.BanditModels;
import io.thalweg.state.ModelProgress;
import io.thalweg.stream.CachedModel;
import io.thalweg.stream.DeadLetters;
import io.thalweg.stream.EventClock;
import io.thalweg.stream.KeyedModelStore;
import io.thalweg.stream.LearnedSettings;
import io.thalweg.stream.LearnerTally;
import io.thalweg.stream.MetricNames;
import io.thalweg.stream.ModelCache;
import io.thalweg.stream.ModelSpecs;
import io.thalweg.stream.Origin;
import io.thalweg.stream.SavedCounts;
import io.thalweg.stream.Timeline;
import io.thalweg.wire.Reason;
import io.thalweg.wire.RejectedEventException;
import io.thalweg.wire.WireFormat;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.api.common.typeutils.base.array.DoublePrimitiveArraySerializer;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Answers every request from its model as it stands, and learns decisions when their outcomes are
 * known. Keyed by the model's name; the first input has the requests, the second the ledger and the
 * outcomes.
 *
 * <ul>
 *   <li>A request is answered when it comes. One whose decision stands in the ledger gets that one
 *       again.
 *   <li>A decision is registered when it comes back from the ledger: the first record of an id
 *       counts, whoever wrote it. It is never learned from memory of what was answered.
 *   <li>Decisions and outcomes are applied in the order of {@link LedgerEvent#ORDER}, each time's
 *       when the watermark has passed it, so that a model is a function of those two logs alone.
 *       Requests neither hold the watermark back nor move it.
 * </ul>
 *
 * <p>Cost beside the agent's: for a request one read of keyed state, for a decision and for an
 * outcome each one read and one write of its id's entry and what its {@link Timeline} costs.
 */
public class DecideOperator extends AbstractStreamOperator<Decision>
    implements TwoInputStreamOperator<CheckedRequest, LedgerEvent, Decision>,
        Triggerable<String, VoidNamespace>,
        BoundedMultiInput {
  private static final long serialVersionUID = 1L;

  private static final MapStateDescriptor<String, byte[]> LEDGER_STATE = bytesByName("ledger");
  private static final MapStateDescriptor<String, byte[]> IDS_STATE = bytesByName("ids");
  private static final String COUNTS_STATE = "decide-tally";
  private static final ListStateDescriptor<double[]> TALLY_STATE =
      new ListStateDescriptor<>("tally", DoublePrimitiveArraySerializer.INSTANCE);

  private final ModelSpecs<DeciderSpec> specs;
  private final DecideOptions options;
  private final DeadLetters letters;

  private transient List<Decider> deciders;
  private transient LearnedSettings settings;
  private transient ModelCache<BanditModel> cache;
  private transient LedgerCodec codec;
  private transient Timeline<LedgerEvent> timeline;
  private transient MapState<String, byte[]> ledger;
  private transient MapState<String, byte[]> ids;
  private transient LearnerTally tally;
  private transient DecideTally counts;
  private transient ListState<double[]> tallyState;
  private transient SavedCounts savedCounts;
  private transient EventClock clock;

  public DecideOperator(ModelSpecs<DeciderSpec> specs, DecideOptions options, DeadLetters letters) {
    this.specs = specs;
    this.options = options;
    this.letters = letters;
  }

  private static MapStateDescriptor<String, byte[]> bytesByName(String name) {
    return new MapStateDescriptor<>(
        name, StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    settings = new LearnedSettings(specs, context);
    tally = new LearnerTally();
    tallyState = context.getOperatorStateStore().getListState(TALLY_STATE);
    for (double[] saved : tallyState.get()) {
      tally.add(saved);
    }
    counts = new DecideTally();
    savedCounts = new SavedCounts(COUNTS_STATE, context.getOperatorStateStore());
    savedCounts.forEach(counts::restore);
  }

  @Override
  public void open() throws Exception {
    super.open();
    deciders = new ArrayList<>();
    List<BanditModels> codecs = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      deciders.add(new Decider(specs.get(i)));
      codecs.add(new BanditModels(specs.get(i).agent()));
    }
    cache =
        new ModelCache<>(
            options.cacheBytes(), new KeyedModelStore<>(this, getKeyedStateStore(), specs, codecs));
    codec = new LedgerCodec();
    ledger = getKeyedStateStore().getMapState(LEDGER_STATE);
    ids = getKeyedStateStore().getMapState(IDS_STATE);
    timeline =
        new Timeline<>(
            getKeyedStateBackend(),
            getInternalTimerService("timeline", VoidNamespaceSerializer.INSTANCE, this),
            codec,
            LedgerEvent.ORDER);
    clock = new EventClock();
    show(getMetricGroup().addGroup(MetricNames.GROUP));
  }

  private void show(MetricGroup group) {
    tally.register(getRuntimeContext());
    counts.register(getRuntimeContext(), group);
    group.gauge(MetricNames.EVENTS, (Gauge<Long>) tally::events);
    group.gauge(MetricNames.LEARNED, (Gauge<Long>) tally::learned);
    group.gauge(MetricNames.PROGRESSIVE_LOSS, (Gauge<Double>) tally::progressiveLoss);
    group.gauge(MetricNames.CACHE_BYTES, (Gauge<Long>) cache::bytes);
    clock.register(group);
    publish();
  }

  @Override
  public void processElement1(StreamRecord<CheckedRequest> record) throws Exception {
    CheckedRequest request = record.getValue();
    byte[] known = ledger.get(request.id());
    Decision decision;
    if (known != null) {
      decision = WireFormat.AVRO.decode(known, Decision.class);
      counts.add(Count.REPEATED, 1);
    } else {
      decision = decide(request);
    }
    tally.answered();
    output.collect(record.replace(decision, request.time()));
  }

  private Decision decide(CheckedRequest request) throws Exception {
    CachedModel<BanditModel> cached = cache.get(request.model());
    Decider decider = deciders.get(cached.spec());
    boolean stale = isStale(cached, request.time());
    Decision decision =
        decider.decide(
            stale ? decider.create() : cached.model(),
            stale ? new ModelProgress() : cached.progress(),
            request);
    // What the decision was the first to look at was loaded.
    cache.account(cached);
    counts.add(Count.FALLBACKS, decision.getFallbacks());
    if (decision.getAgreed() != null) {
      counts.add(Count.BASELINES, 1);
      counts.add(Count.AGREED, decision.getAgreed() ? 1 : 0);
    }
    return decision;
  }

  @Override
  public void processElement2(StreamRecord<LedgerEvent> record) throws Exception {
    arrive(record.getValue());
  }

  /** Lets an event wait for its time, unless that is over. A test may put the order away here. */
  void arrive(LedgerEvent event) throws Exception {
    clock.saw(event.time());
    if (event instanceof CheckedDecision decision) {
      if (ledger.contains(event.id())) {
        counts.add(Count.SUPERSEDED, 1);
        return;
      }
      if (!decision.lateness().isEmpty()) {
        reject(event.origin(), Reason.LATE, decision.lateness());
        return;
      }
    }
    long taken = timeline.newestTaken();
    if (event.time() <= taken) {
      reject(
          event.origin(),
          Reason.LATE_AFTER_IDLE,
          "time must be later than that up to which its model has learned, %d: time=%d"
              .formatted(taken, event.time()));
      return;
    }
    if (event instanceof CheckedDecision decision) {
      ledger.put(event.id(), decision.record());
    }
    timeline.add(event);
    counts.add(Count.WAITING, 1);
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    for (LedgerEvent event : timeline.take(timer.getTimestamp())) {
      apply(event);
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("a decider sets no timers of processing time: " + timer);
  }

  /** Folds an event into what is known of its id, and into its model. */
  void apply(LedgerEvent event) throws Exception {
    if (event instanceof Expiry expiry) {
      expire(expiry);
      return;
    }
    counts.add(Count.WAITING, -1);
    if (event instanceof CheckedDecision decision) {
      register(decision);
    } else {
      match((CheckedOutcome) event);
    }
  }

  private void register(CheckedDecision decision) throws Exception {
    OutcomeRule rule = rule(decision);
    long deadline = decision.time() + rule.waitMillis();
    DecisionEntry known = known(decision.id());
    List<CheckedOutcome> held = known instanceof DecisionEntry.Held h ? h.outcomes() : List.of();
    counts.add(Count.HELD, -held.size());
    timeline.add(new Expiry(decision.model(), decision.id(), deadline));
    if (!decision.learns()) {
      remember(decision.id(), new DecisionEntry.Closed(deadline));
      return;
    }
    DecisionEntry.Open open = DecisionEntry.Open.of(decision, deadline);
    for (CheckedOutcome outcome : held) {
      take(outcome, open, decision.time());
    }
    counts.add(Count.OPEN, 1);
    settle(decision.id(), open);
  }

  private void match(CheckedOutcome outcome) throws Exception {
    DecisionEntry known = known(outcome.id());
    if (known instanceof DecisionEntry.Open open) {
      take(outcome, open, outcome.time());
      settle(outcome.id(), open);
    } else if (known instanceof DecisionEntry.Closed) {
      refuseRepeated(outcome);
    } else if (known instanceof DecisionEntry.Held held) {
      hold(outcome, held.outcomes());
    } else {
      hold(outcome, List.of());
    }
  }

  private void hold(CheckedOutcome outcome, List<CheckedOutcome> others) throws Exception {
    long until = outcome.time() + rule(outcome).holdMillis();
    if (until == outcome.time()) {
      refuseUnknown(outcome, until);
      return;
    }
    if (others.size() == OutcomeRule.MOST_OUTCOMES) {
      refuseRepeated(outcome);
      return;
    }
    List<CheckedOutcome> outcomes = new ArrayList<>(others);
    outcomes.add(outcome);
    remember(outcome.id(), new DecisionEntry.Held(outcomes));
    timeline.add(new Expiry(outcome.model(), outcome.id(), until));
    counts.add(Count.HELD, 1);
  }

  /** Takes an outcome in, and learns what it decides; at that event time. */
  private void take(CheckedOutcome outcome, DecisionEntry.Open open, long time) throws Exception {
    if (outcome.slot() >= open.slots().size()) {
      reject(
          outcome.origin(),
          Reason.OUT_OF_RANGE,
          "slot must be below the decision's slots, %d: id=\"%s\", slot=%d"
              .formatted(open.slots().size(), outcome.id(), outcome.slot()));
      return;
    }
    OutcomeRule rule = rule(outcome);
    DecisionEntry.Slot slot = open.slots().get(outcome.slot());
    if (outcome.hasValue()) {
      int most = rule.combine().isDecidedByTheFirst() ? 1 : OutcomeRule.MOST_OUTCOMES;
      if (slot.values().length >= most) {
        refuseRepeated(outcome);
        return;
      }
      slot.tell(outcome.value());
    }
    if (outcome.activates()) {
      open.activate();
    }
    if (rule.combine().isDecidedByTheFirst() && (open.isActivated() || !rule.deferred())) {
      for (DecisionEntry.Slot each : open.slots()) {
        if (each.isTold() && !each.isLearned()) {
          learn(outcome, time, each, rule.loss(each.values()));
        }
      }
    }
  }

  private void settle(String id, DecisionEntry.Open open) throws Exception {
    if (open.isLearned()) {
      counts.add(Count.OPEN, -1);
      remember(id, new DecisionEntry.Closed(open.deadline()));
    } else {
      remember(id, open);
    }
  }

  private void expire(Expiry expiry) throws Exception {
    DecisionEntry known = known(expiry.id());
    if (known instanceof DecisionEntry.Held held) {
      release(expiry, held.outcomes());
    } else if (known.deadline() == expiry.time()) {
      ids.remove(expiry.id());
      ledger.remove(expiry.id());
      if (known instanceof DecisionEntry.Open open) {
        counts.add(Count.OPEN, -1);
        close(expiry, open);
      }
    }
  }

  /** Refuses the outcomes that have been held long enough. */
  private void release(Expiry expiry, List<CheckedOutcome> held) throws Exception {
    List<CheckedOutcome> others = new ArrayList<>();
    for (CheckedOutcome outcome : held) {
      if (outcome.time() + rule(outcome).holdMillis() <= expiry.time()) {
        counts.add(Count.HELD, -1);
        refuseUnknown(outcome, expiry.time());
      } else {
        others.add(outcome);
      }
    }
    if (others.isEmpty()) {
      ids.remove(expiry.id());
    } else {
      remember(expiry.id(), new DecisionEntry.Held(others));
    }
  }

  /** Learns what a decision's outcomes, or their absence, have come to. */
  private void close(Expiry expiry, DecisionEntry.Open open) throws Exception {
    OutcomeRule rule = rule(expiry);
    if (rule.deferred() && !open.isActivated()) {
      counts.add(Count.UNACTIVATED, 1);
      return;
    }
    for (DecisionEntry.Slot slot : open.slots()) {
      if (slot.isLearned()) {
        continue;
      }
      if (slot.isTold()) {
        learn(expiry, expiry.time(), slot, rule.loss(slot.values()));
        continue;
      }
      counts.add(Count.SILENT, 1);
      if (rule.learnsSilence()) {
        counts.add(Count.DEFAULTED, 1);
        learn(expiry, expiry.time(), slot, rule.silence());
      }
    }
  }

  private void learn(LedgerEvent event, long time, DecisionEntry.Slot slot, double loss)
      throws Exception {
    CachedModel<BanditModel> cached = cache.get(event.model());
    Decider decider = deciders.get(cached.spec());
    if (isStale(cached, time)) {
      cached.forget(decider.create());
    }
    decider.learn(cached.model(), cached.progress(), event.id(), time, slot.input(), loss);
    cache.touched(cached);
    slot.markLearned();
    tally.learned(loss, 1);
  }

  /** Whether a model has learned nothing for so long that it counts as forgotten. */
  private boolean isStale(CachedModel<BanditModel> cached, long time) {
    return cached.progress().events() > 0
        && time - cached.progress().lastEventTime() > specs.get(cached.spec()).idleMillis();
  }

  private OutcomeRule rule(LedgerEvent event) {
    return specs.get(specs.indexOf(event.model())).outcomes();
  }

  private DecisionEntry known(String id) throws Exception {
    byte[] bytes = ids.get(id);
    return bytes == null ? DecisionEntry.Unknown.ID : codec.decodeEntry(bytes);
  }

  private void remember(String id, DecisionEntry entry) throws Exception {
    ids.put(id, codec.encode(entry));
  }

  private void refuseRepeated(CheckedOutcome outcome) {
    reject(
        outcome.origin(),
        Reason.DUPLICATE_ID,
        "outcome must be one that its decision still waits for: id=\"%s\", slot=%d, time=%d"
            .formatted(outcome.id(), outcome.slot(), outcome.time()));
  }

  private void refuseUnknown(CheckedOutcome outcome, long until) {
    reject(
        outcome.origin(),
        Reason.UNKNOWN_ID,
        "outcome must come within its decision's wait: id=\"%s\", time=%d, held until %d"
            .formatted(outcome.id(), outcome.time(), until));
  }

  private void reject(Origin origin, Reason reason, String message) {
    counts.rejected(reason);
    RejectedEventException rejection = new RejectedEventException(reason, message);
    output.collect(DeadLetters.OUTPUT, new StreamRecord<>(letters.of(origin, rejection)));
  }

  /** Requests have no say in time, neither by their watermarks nor by being silent. */
  @Override
  public void processWatermark1(Watermark mark) {}

  @Override
  public void processWatermark2(Watermark mark) throws Exception {
    processWatermark(mark);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    super.processWatermark(mark);
    clock.advance(mark);
    publish();
  }

  private void publish() {
    tally.publish();
    counts.publish();
  }

  /**
   * Learns what still waits, since no event can come any more. A source that was idle when it ended
   * cannot say so itself: Flink passes no watermark on from where all is idle.
   */
  @Override
  public void finish() throws Exception {
    if (!clock.isOver()) {
      processWatermark(Watermark.MAX_WATERMARK);
    }
    super.finish();
  }

  /** Makes keyed state hold what the cache holds. A test may take this away to see it missed. */
  protected void writeBack() throws Exception {
    cache.writeBack();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    writeBack();
    settings.snapshot(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
    tallyState.update(List.of(tally.save()));
    savedCounts.save(counts.save());
    super.snapshotState(context);
  }

  @Override
  public void endInput(int input) {
    publish();
  }
}
