package io.thalweg.bandit;

/** How a network's layers are scaled and where their parameters start. */
public enum Parametrization {
  /**
   * h = φ(W·x + b), f = v·h + c; each parameter of a layer uniform within ±1/√inputs. What networks
   * in practice have, and what should be used.
   */
  STANDARD,

  /**
   * That of the theory of wide networks: h = φ(W·x/√inputs), f = v·h/√m, no biases; W of variance
   * σ² with σ = 1 / (2·(1 + √(ln m)/√(2m))), v of length 1 (Deb, Ban, Zuo, He, Banerjee: Contextual
   * Bandits with Online Neural Regression, ICLR 2024). Such a network learns almost only its last
   * layer: the squared gradient of W is O(1/m), that of v is O(1).
   */
  TANGENT;

  boolean hasBias() {
    return this == STANDARD;
  }

  double scale(int inputs) {
    return this == STANDARD ? 1 : 1 / Math.sqrt(inputs);
  }
}
