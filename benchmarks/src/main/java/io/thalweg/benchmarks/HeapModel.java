package io.thalweg.benchmarks;

import io.thalweg.math.FeatureVector;
import io.thalweg.math.PagedVector;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import io.thalweg.state.Family;
import io.thalweg.state.LinearModels;
import io.thalweg.state.ModelHeader;
import io.thalweg.state.ModelProgress;

/** A model of one page as an object in the heap backend. */
record HeapModel(LinearModel model, ModelProgress progress) {
  private static final byte[] NOTHING = {};

  static HeapModel create(LearnerSpec spec) {
    return new HeapModel(new LinearModels(spec).create(), new ModelProgress());
  }

  /** Another of the same content: three copied arrays, no bytes. */
  HeapModel copy() {
    PagedVector iterate = model.iterate();
    LinearModel copied =
        LinearModel.restored(
            PagedVector.stored(iterate.length(), new long[0], iterate::copyPage),
            new FeatureVector().copyFrom(model.lastExample()),
            model.scalars());
    byte[] header = new ModelHeader(Family.MIRROR, 0, progress).write(NOTHING);
    return new HeapModel(copied, ModelHeader.read(header).progress());
  }

  byte[] toBytes(LearnerSpec spec) {
    return new ModelHeader(Family.MIRROR, 0, progress).write(new LinearModels(spec).encode(model));
  }
}
