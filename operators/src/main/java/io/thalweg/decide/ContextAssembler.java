package io.thalweg.decide;

import io.thalweg.DecisionRequest;
import io.thalweg.Features;
import io.thalweg.wire.Reason;
import io.thalweg.wire.RejectedEventException;
import java.util.List;
import java.util.Optional;

/** Writes what is known of requests whichever action is chosen, as a {@link ContextLayout} says. */
final class ContextAssembler {
  private final VectorWriter shared;
  private final Optional<VectorWriter> slot;

  /**
   * The assembler of a layout.
   *
   * @param maxFeatures of one vector
   */
  ContextAssembler(ContextLayout layout, int maxFeatures) {
    shared = new VectorWriter(layout.shared(), maxFeatures);
    slot =
        layout instanceof ContextLayout.InSlots inSlots
            ? Optional.of(new VectorWriter(inSlots.slot(), maxFeatures))
            : Optional.empty();
  }

  /** Number of contexts that a request has: one for each slot if those have features, else one. */
  int count(DecisionRequest request) throws RejectedEventException {
    List<Features> features = request.getSlotFeatures();
    if (features == null) {
      return 1;
    }
    if (slot.isEmpty()) {
      throw new RejectedEventException(
          Reason.DIMENSION,
          "slotFeatures must be absent, since the model's settings have no features.slots:"
              + " model=%s, slotFeatures=%d".formatted(request.getModel(), features.size()));
    }
    return features.size();
  }

  /**
   * Writes the contexts of a request where zeros stand, the first at the beginning.
   *
   * @param stride from one context's beginning to the next one's
   */
  void write(DecisionRequest request, float[] into, int stride) throws RejectedEventException {
    shared.write(request, request.getShared(), () -> "shared", into, 0);
    if (slot.isEmpty()) {
      return;
    }
    int behind = shared.dimension();
    List<Features> features = request.getSlotFeatures();
    if (features == null) {
      slot.get().write(request, null, () -> "slotFeatures", into, behind);
      return;
    }
    for (int s = 0; s < features.size(); s++) {
      int number = s;
      int at = s * stride;
      System.arraycopy(into, 0, into, at, behind);
      slot.get()
          .write(request, features.get(s), () -> "slotFeatures[" + number + "]", into, at + behind);
    }
  }
}
