package io.thalweg.state;

import io.thalweg.bandit.AgentSpec;
import io.thalweg.bandit.BanditModel;
import io.thalweg.bandit.ContextualBandit;
import io.thalweg.bandit.MirrorModel;
import io.thalweg.bandit.MirrorSpec;
import io.thalweg.bandit.NeuralModel;
import io.thalweg.bandit.NeuralSpec;
import io.thalweg.math.PagedVector;
import io.thalweg.mirror.LinearModel;
import java.util.List;

/**
 * The codec of the bandit family, for the agent of one spec. What every step may touch is body, so
 * a ridge regression and the parameters of a network are. What is large and changes here and there
 * has pages, which are those of {@link LinearModelCodec}: a mirror regression, and the examples
 * that a network remembers.
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

  /** Those of a mirror regression, that of a network's memory. */
  @Override
  public List<PagedVector> vectors(BanditModel model) {
    if (model.regression() instanceof MirrorModel mirror) {
      return mirror.linear().flattened().stream().map(LinearModel::cells).toList();
    }
    return model.regression() instanceof NeuralModel neural
        ? List.of(neural.memory().rows())
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
    AgentSpec spec = agent.spec();
    return spec.regression() instanceof NeuralSpec neural
        ? BanditModelCodec.hasPages(neural, spec.features())
        : spec.regression() instanceof MirrorSpec;
  }

  @Override
  public long heapBytes(BanditModel model) {
    return model.heapBytes();
  }
}
