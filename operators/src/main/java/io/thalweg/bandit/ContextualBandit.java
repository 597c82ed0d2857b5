package io.thalweg.bandit;

import io.thalweg.math.KeyedRandom;

/**
 * The agent composed of an online regression and an exploration: what {@link AgentSpec} describes.
 * {@link Agents} has the known algorithms as compositions.
 *
 * <p>What it returns is always a distribution: no probability negative, their sum within 1e-9 of 1.
 * Where an overflow would have it otherwise, the arms are drawn uniformly, and the decision says
 * so.
 */
public final class ContextualBandit implements Agent<BanditModel> {
  private static final double LARGEST_WEIGHT = 1e9;

  private final AgentSpec spec;
  private final Regression regression;
  private final Explorer explorer;
  private final Floor floor;
  private final KeyedRandom random;

  /** Predicted losses of all arms in a slot. */
  private double[] predicted = {};

  /** Numbers, predicted losses and probabilities of the arms that are left. */
  private int[] left = {};

  private double[] losses = {};
  private double[] probabilities = {};
  private double[] scratch = {};

  /**
   * The agent that {@code spec} describes.
   *
   * @throws IllegalArgumentException if its parts do not fit each other
   */
  public ContextualBandit(AgentSpec spec) {
    this.spec = spec;
    regression = spec.regression().regression(spec.features());
    explorer = Explorer.of(spec.exploration(), regression, spec.seed());
    floor = spec.floor();
    random = new KeyedRandom(spec.seed(), Draws.ACTIONS);
  }

  /** What it is composed of. */
  public AgentSpec spec() {
    return spec;
  }

  @Override
  public BanditModel create() {
    return BanditModel.create(regression.create());
  }

  @Override
  public void rank(BanditModel model, Arms arms, long decision, int slots, Decision into) {
    int count = arms.count();
    if (slots < 1 || slots > count) {
      throw new IllegalArgumentException(
          "slots must be at least 1 and at most the arms: slots=" + slots + ", arms=" + count);
    }
    spec.features().require(arms);
    into.start(arms, slots, model.learned());
    reserve(count);
    for (int a = 0; a < count; a++) {
      left[a] = a;
    }
    for (int slot = 0; slot < slots; slot++) {
      long key = slot == 0 ? decision : KeyedRandom.combine(decision, slot);
      if (slot == 0 || arms.differBySlot()) {
        look(model, arms, key, slot, into);
      }
      fill(model, arms, key, slot, count - slot, into);
    }
  }

  private void look(BanditModel model, Arms arms, long key, int slot, Decision into) {
    explorer.look(model.regression(), arms.turnTo(slot), key, predicted);
    into.predict(slot, predicted);
    for (int k = 0; k < arms.count() - slot; k++) {
      losses[k] = predicted[left[k]];
    }
  }

  private void fill(BanditModel model, Arms arms, long key, int slot, int count, Decision into) {
    double gamma = explorer.gamma(count, model);
    explorer.weigh(left, losses, count, gamma, probabilities);
    floor.lift(probabilities, count, scratch);
    if (!Pmf.isValid(probabilities, count)) {
      Pmf.uniform(probabilities, count);
      into.countFallback();
    }
    int place = spec.draw().arm(probabilities, left, count, arms, random, key);
    for (int k = 0; k < count; k++) {
      into.probability(slot, left[k], probabilities[k]);
    }
    into.choose(slot, left[place], gamma);
    for (int k = place; k < count - 1; k++) {
      left[k] = left[k + 1];
      losses[k] = losses[k + 1];
    }
  }

  private void reserve(int count) {
    if (left.length < count) {
      left = new int[Math.max(count, 2 * left.length)];
    }
    predicted = Scratch.atLeast(count, predicted);
    losses = Scratch.atLeast(count, losses);
    probabilities = Scratch.atLeast(count, probabilities);
    scratch = Scratch.atLeast(count, scratch);
  }

  @Override
  public void learn(BanditModel model, Arms arms, int arm, double loss, double weight) {
    if (!(Math.abs(loss) <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("a loss must be finite: loss=" + loss);
    }
    if (!(weight >= 0 && weight <= LARGEST_WEIGHT)) {
      throw new IllegalArgumentException("weight must be in [0, 1e9]: weight=" + weight);
    }
    if (arm < 0 || arm >= arms.count()) {
      throw new IllegalArgumentException(
          "arm must be one of the request's: arm=" + arm + ", arms=" + arms.count());
    }
    spec.features().require(arms);
    double y = Math.max(0, Math.min(1, loss));
    model.count(y);
    regression.learn(model.regression(), model.learned(), arms, arm, y, weight);
  }
}
