package io.thalweg.decide;

/** Who chooses, and whether anything is learned of it. */
public enum Mode {
  /** The agent chooses, and learns. */
  LIVE,
  /** The baseline is played; the agent learns from it, and says whether it would have agreed. */
  APPRENTICE,
  /** The baseline is played and logged; nothing is learned. */
  LOG_ONLY;

  /** Whether decisions of this mode are learned. */
  public boolean learns() {
    return this != LOG_ONLY;
  }
}
