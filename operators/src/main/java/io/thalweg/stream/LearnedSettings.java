package io.thalweg.stream;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;

/** Says, in an operator's state, under which settings its models were learned. */
public final class LearnedSettings {
  /** One line an entry: its name, a tab, its canonical line. */
  public static final ListStateDescriptor<String> STATE =
      new ListStateDescriptor<>("settings", StringSerializer.INSTANCE);

  private final ModelSpecs<?> specs;
  private final ListState<String> state;

  /**
   * The settings of an operator that starts or is restored.
   *
   * @throws SuppressRestartsException if the restored models were learned under other settings
   */
  public LearnedSettings(ModelSpecs<?> specs, StateInitializationContext context) throws Exception {
    this.specs = specs;
    state = context.getOperatorStateStore().getListState(STATE);
    if (context.isRestored()) {
      refuseOthers();
    }
  }

  /**
   * Puts them into operator state.
   *
   * @param subtask index of the operator's subtask; the first speaks for all
   */
  public void snapshot(int subtask) throws Exception {
    state.update(subtask == 0 ? lines() : List.of());
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      lines.add(specs.get(i).name() + "\t" + specs.get(i).canonical());
    }
    return lines;
  }

  private void refuseOthers() throws Exception {
    for (String line : state.get()) {
      int tab = line.lastIndexOf('\t');
      String name = line.substring(0, tab);
      String canonical = line.substring(tab + 1);
      for (int i = 0; i < specs.size(); i++) {
        if (specs.get(i).name().equals(name) && !specs.get(i).canonical().equals(canonical)) {
          throw new SuppressRestartsException(
              new IllegalArgumentException(
                  "models."
                      + name
                      + " must keep the settings that its state was learned under:"
                      + " stored={"
                      + canonical
                      + "}, now={"
                      + specs.get(i).canonical()
                      + "}"));
        }
      }
    }
  }
}
