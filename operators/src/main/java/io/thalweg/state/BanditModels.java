package io.thalweg.state;

import io.thalweg.bandit.AgentSpec;
import io.thalweg.bandit.BanditModel;
import io.thalweg.bandit.ContextualBandit;
import io.thalweg.math.PagedVector;
import java.util.List;

/**
 * The codec of the bandit family, for the agent of one spec. A model is all body: every step may
 * touch any of its parameters, so there is nothing to gain by pages.
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
    return BanditModelCodec.decode(body, agent.spec());
  }

  /** None. */
  @Override
  public List<PagedVector> vectors(BanditModel model) {
    return List.of();
  }

  /**
   * There are no pages to ask for.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public byte[] encodePage(PagedVector vector, int page) {
    throw new UnsupportedOperationException("a bandit model has no pages: page=" + page);
  }

  @Override
  public void decodePage(byte[] bytes, double[] into, int offset) {
    throw new ModelFormatException("a bandit model must have no pages: length=" + bytes.length);
  }

  @Override
  public long heapBytes(BanditModel model) {
    return model.heapBytes();
  }
}
