package io.thalweg.bandit;

/** Whether a network sees features as they come or standardized. */
public enum Standardization {
  /** As they come. */
  NONE,

  /**
   * Each value less its mean and over its deviation, both learned online: see {@link Standardizer}.
   */
  ONLINE
}
