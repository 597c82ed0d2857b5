package io.thalweg.state;

import io.thalweg.math.PagedVector;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.MirrorDescent;

/**
 * The codec of the mirror family, for the learner of one spec.
 *
 * @param spec what the learner is composed of
 */
public record LinearModels(LearnerSpec spec) implements ModelCodec<LinearModel> {
  @Override
  public Family family() {
    return Family.MIRROR;
  }

  @Override
  public LinearModel create() {
    return new MirrorDescent(spec).create();
  }

  @Override
  public byte[] encode(LinearModel model) {
    return LinearModelCodec.encode(model);
  }

  @Override
  public LinearModel decode(byte[] body, PagedVector.PageLoader loader) {
    return LinearModelCodec.decode(body, spec, loader);
  }

  @Override
  public PagedVector pages(LinearModel model) {
    return model.iterate();
  }

  @Override
  public byte[] encodePage(LinearModel model, int page) {
    return LinearModelCodec.encodePage(model.iterate(), page);
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
