package io.thalweg.stream;

import io.thalweg.math.EventDigest;
import io.thalweg.math.FeatureVector;
import io.thalweg.wire.ExampleBuffer;
import io.thalweg.wire.ExampleDecoder;
import io.thalweg.wire.RejectedEventException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;

/** The door of examples, where their features are made vectors. */
public final class ExampleDoor extends Door<CheckedExample> {
  private static final long serialVersionUID = 1L;

  /** Operator state that remembers hashed names, each with the entry of the settings it is of. */
  public static final ListStateDescriptor<Tuple2<String, String>> NAMES_STATE =
      new ListStateDescriptor<>("names", Types.TUPLE(Types.STRING, Types.STRING));

  private final ModelSpecs<ModelSpec> specs;

  private transient ExampleDecoder decoder;
  private transient ExampleBuffer buffer;
  private transient FeatureNames[] names;
  private transient FeatureAssembler[] assemblers;
  private transient ListState<Tuple2<String, String>> namesState;

  public ExampleDoor(ModelSpecs<ModelSpec> specs, DoorOptions options, DeadLetters deadLetters) {
    super(specs, options, deadLetters);
    this.specs = specs;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    names = new FeatureNames[specs.size()];
    assemblers = new FeatureAssembler[specs.size()];
    for (int i = 0; i < specs.size(); i++) {
      FeatureSpec features = specs.get(i).features();
      names[i] = new FeatureNames(FeatureAssembler.hash(features));
      assemblers[i] = new FeatureAssembler(features, options().limits().maxFeatures(), names[i]);
    }
    namesState = context.getOperatorStateStore().getListState(NAMES_STATE);
    for (Tuple2<String, String> name : namesState.get()) {
      for (int i = 0; i < specs.size(); i++) {
        if (specs.get(i).name().equals(name.f0)) {
          names[i].restore(name.f1);
        }
      }
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    decoder = options().format().exampleDecoder(options().limits());
    buffer = new ExampleBuffer();
    metrics().gauge(MetricNames.HASH_COLLISIONS, (Gauge<Long>) this::collisions);
  }

  @Override
  protected CheckedExample check(RawEvent event) throws RejectedEventException {
    decoder.decode(event.value(), buffer);
    int spec = keeper().spec(buffer.model());
    FeatureVector features = assemblers[spec].assemble(buffer);
    if (buffer.labelled()) {
      specs.get(spec).checkLabel(buffer.label());
    }
    keeper().checkTime(event, buffer.time());
    long digest =
        buffer.labelled()
            ? EventDigest.event(
                buffer.id(), buffer.time(), buffer.label(), buffer.weight(), features)
            : 0;
    return new CheckedExample(
        buffer.model(),
        buffer.id(),
        buffer.time(),
        buffer.labelled(),
        buffer.label(),
        buffer.weight(),
        digest,
        features,
        keeper().origin(event));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    List<Tuple2<String, String>> known = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      for (String name : names[i].names()) {
        known.add(Tuple2.of(specs.get(i).name(), name));
      }
    }
    namesState.update(known);
    super.snapshotState(context);
  }

  private long collisions() {
    long sum = 0;
    for (FeatureNames each : names) {
      sum += each.collisions();
    }
    return sum;
  }
}
