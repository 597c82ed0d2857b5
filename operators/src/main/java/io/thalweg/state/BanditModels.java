package io.thalweg.state;

import io.thalweg.bandit.AgentSpec;
import io.thalweg.bandit.BanditModel;
import io.thalweg.bandit.ContextualBandit;
import io.thalweg.bandit.MirrorModel;
import io.thalweg.bandit.MirrorSpec;
import io.thalweg.math.PagedVector;
import io.thalweg.mirror.LinearModel;
import java.util.List;

/**
 * The codec of the bandit family, for the agent of one spec. A model is all body, since every step
 * may touch any of its parameters; but that of a large mirror regression, of which a step touches
 * the inputs that are not 0, has pages, which are those of {@link LinearModelCodec}.
 */
public final class BanditModels implements ModelCodec<BanditModel> {
  private final ContextualBandit agent;

  /**
   * The codec for models of {@code spec}.
   *
   * @throws IllegalArgumentException if the spec's parts do not fit each other
   */
  public BanditModels(AgentSpec spec) {
    this.agent = new ContextualBandit(spec);
  }

  @Override
  public Family family() {
    return Family.BANDIT;
  }

  @Override
  public BanditModel create() {
    return agent.create();
  }

  @Override
  public byte[] encode(BanditModel model) {
    return BanditModelCodec.encode(model, agent.spec());
  }

  @Override
  public BanditModel decode(byte[] body, PagedVector.PageLoader loader) {
    return BanditModelCodec.decode(body, agent.spec(), loader);
  }

  /** Those of a mirror regression; of others none. */
  @Override
  public List<PagedVector> vectors(BanditModel model) {
    return model.regression() instanceof MirrorModel mirror
        ? mirror.linear().flattened().stream().map(LinearModel::cells).toList()
        : List.of();
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnsupportedOperationException if models of this agent have no pages
   */
  @Override
  public byte[] encodePage(PagedVector vector, int page) {
    if (!hasPages()) {
      throw new UnsupportedOperationException("this bandit model has no pages: page=" + page);
    }
    return LinearModelCodec.encodePage(vector, page);
  }

  @Override
  public void decodePage(byte[] bytes, double[] into, int offset) {
    if (!hasPages()) {
      throw new ModelFormatException(
          "this bandit model must have no pages: length=" + bytes.length);
    }
    LinearModelCodec.decodePage(bytes, into, offset);
  }

  private boolean hasPages() {
    return agent.spec().regression() instanceof MirrorSpec;
  }

  @Override
  public long heapBytes(BanditModel model) {
    return model.heapBytes();
  }
}
