package io.thalweg.benchmarks;

import io.thalweg.math.FeatureVector;
import io.thalweg.math.PagedVector;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import io.thalweg.state.Family;
import io.thalweg.state.LinearModels;
import io.thalweg.state.ModelHeader;
import io.thalweg.state.ModelProgress;
import java.util.List;

/** A model of one page as an object in the heap backend. */
record HeapModel(LinearModel model, ModelProgress progress) {
  private static final byte[] NOTHING = {};

  static HeapModel create(LearnerSpec spec) {
    return new HeapModel(new LinearModels(spec).create(), new ModelProgress());
  }

  /** Another of the same content: three copied arrays, no bytes. */
  HeapModel copy() {
    PagedVector cells = model.cells();
    LinearModel copied =
        LinearModel.restored(
            model.rounds(),
            model.numbers().clone(),
            PagedVector.stored(cells.length(), new long[0], cells::copyPage),
            model.memory().stream().map(each -> new FeatureVector().copyFrom(each)).toList(),
            List.of());
    byte[] header = new ModelHeader(Family.MIRROR, 0, progress).write(NOTHING);
    return new HeapModel(copied, ModelHeader.read(header).progress());
  }

  byte[] toBytes(LearnerSpec spec) {
    return new ModelHeader(Family.MIRROR, 0, progress).write(new LinearModels(spec).encode(model));
  }
}
