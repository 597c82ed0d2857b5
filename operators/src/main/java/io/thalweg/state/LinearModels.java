package io.thalweg.state;

import io.thalweg.math.PagedVector;
import io.thalweg.mirror.Layout;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import java.util.List;

/** The codec of the mirror family, for the learner of one spec. */
public final class LinearModels implements ModelCodec<LinearModel> {
  private final Learner learner;
  private final Layout layout;

  /** The codec for models of {@code spec}. */
  public LinearModels(LearnerSpec spec) {
    this.learner = Learner.of(spec);
    this.layout = learner.layout();
  }

  @Override
  public Family family() {
    return Family.MIRROR;
  }

  @Override
  public LinearModel create() {
    return learner.create();
  }

  @Override
  public byte[] encode(LinearModel model) {
    return LinearModelCodec.encode(model);
  }

  @Override
  public LinearModel decode(byte[] body, PagedVector.PageLoader loader) {
    return LinearModelCodec.decode(body, layout, learner.spec().dimension(), loader);
  }

  @Override
  public List<PagedVector> vectors(LinearModel model) {
    return model.flattened().stream().map(LinearModel::cells).toList();
  }

  @Override
  public byte[] encodePage(PagedVector vector, int page) {
    return LinearModelCodec.encodePage(vector, page);
  }

  @Override
  public void decodePage(byte[] bytes, double[] into, int offset) {
    LinearModelCodec.decodePage(bytes, into, offset);
  }

  @Override
  public long heapBytes(LinearModel model) {
    return model.heapBytes();
  }
}
