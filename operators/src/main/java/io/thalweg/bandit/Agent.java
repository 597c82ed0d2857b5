package io.thalweg.bandit;

/**
 * A contextual bandit agent: it decides by a model, and learns the losses of decided arms into it.
 * Deciding changes nothing. Both depend on their arguments alone: draws are keyed by the agent's
 * seed and the decision's key.
 *
 * <p>Protocol: {@link #create} a model, which the caller owns; then {@link #decide} and {@link
 * #learn} in any order. A loss may be learned long after its decision, or never. One instance per
 * thread serves any number of models.
 *
 * @param <M> the agent's state
 */
public interface Agent<M> {
  /** A model that has learned nothing. */
  M create();

  /**
   * Decides for one arm.
   *
   * @param decision the decision's key: what its draws are keyed by, see {@link
   *     io.thalweg.math.KeyedRandom#key}
   */
  default void decide(M model, Arms arms, long decision, Decision into) {
    rank(model, arms, decision, 1, into);
  }

  /**
   * Fills slots in their order, each by a decision of its own among the arms that are left, as they
   * look in that slot. The arms stay turned to the last one.
   *
   * @param slots in [1, arms]; where the arms differ by slot, as many as they have at most
   */
  void rank(M model, Arms arms, long decision, int slots, Decision into);

  /**
   * Folds the loss of a decided arm into the model; of the arms, only that one is looked at, as it
   * looks in the slot that they are turned to.
   *
   * @param loss a finite number, taken into [0, 1]; see {@link LossScale} for rewards
   * @param weight importance, in [0, 1e9]: the inverse of the probability with which this example
   *     was kept, where examples are dropped on purpose; not the inverse of a propensity
   */
  void learn(M model, Arms arms, int arm, double loss, double weight);
}
