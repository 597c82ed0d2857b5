package io.thalweg.bandit;

import java.util.Arrays;

/**
 * What an agent decided about one request, and with what probability: filled in place by {@link
 * Agent#decide}, which fills one slot, or {@link Agent#rank}, which fills several, each with an arm
 * that no slot before has.
 *
 * <p>The probabilities of a slot are those of all arms, given the arms in the slots before; 0 for
 * those. The one of the chosen arm is the slot's propensity.
 */
public final class Decision {
  private int arms;
  private int slots;
  private boolean lossesDiffer;
  private double[] losses = {};
  private double[] probabilities = {};
  private int[] chosen = {};
  private double[] gammas = {};
  private long learned;
  private int fallbacks;

  /** Makes room for a request. */
  void start(Arms request, int slots, long learned) {
    this.arms = request.count();
    this.slots = slots;
    this.lossesDiffer = request.differBySlot();
    this.learned = learned;
    fallbacks = 0;
    losses = Scratch.atLeast(Math.multiplyExact(arms, lossesDiffer ? slots : 1), losses);
    probabilities = Scratch.atLeast(Math.multiplyExact(arms, slots), probabilities);
    gammas = Scratch.atLeast(slots, gammas);
    if (chosen.length < slots) {
      chosen = new int[slots];
    }
    Arrays.fill(probabilities, 0, arms * slots, 0);
  }

  /** Takes in the losses predicted for all arms in a slot, and in all that look like it. */
  void predict(int slot, double[] predicted) {
    System.arraycopy(predicted, 0, losses, slot * arms, arms);
  }

  void probability(int slot, int arm, double probability) {
    probabilities[slot * arms + arm] = probability;
  }

  void choose(int slot, int arm, double gamma) {
    chosen[slot] = arm;
    gammas[slot] = gamma;
  }

  void countFallback() {
    fallbacks++;
  }

  /** Number of arms of the request. */
  public int arms() {
    return arms;
  }

  /** Number of slots filled. */
  public int slots() {
    return slots;
  }

  /** The arm in the first slot. */
  public int chosen() {
    return chosen(0);
  }

  /** The arm in a slot. */
  public int chosen(int slot) {
    return chosen[slot];
  }

  /** The probability with which the first slot's arm was chosen; more than 0. */
  public double propensity() {
    return propensity(0);
  }

  /** The probability with which a slot's arm was chosen, given the slots before; more than 0. */
  public double propensity(int slot) {
    return probability(slot, chosen[slot]);
  }

  /** The probability of an arm in the first slot. */
  public double probability(int arm) {
    return probability(0, arm);
  }

  /** The probability of an arm in a slot, given the slots before. */
  public double probability(int slot, int arm) {
    return probabilities[slot * arms + arm];
  }

  /** The loss predicted for an arm in the first slot. */
  public double loss(int arm) {
    return losses[arm];
  }

  /** The loss predicted for an arm in a slot. */
  public double loss(int slot, int arm) {
    return losses[lossesDiffer ? slot * arms + arm : arm];
  }

  /** Whether each slot has predicted losses of its own; else they are alike in all. */
  public boolean lossesDiffer() {
    return lossesDiffer;
  }

  /** γ of the first slot; 0 where the exploration has none. */
  public double gamma() {
    return gammas[0];
  }

  /** γ of a slot; 0 where the exploration has none. */
  public double gamma(int slot) {
    return gammas[slot];
  }

  /** Examples that the deciding model had learned. */
  public long learned() {
    return learned;
  }

  /** Slots whose probabilities came out wrong, and which were filled uniformly instead. */
  public int fallbacks() {
    return fallbacks;
  }
}
