package io.thalweg.math;

import java.util.Arrays;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Feature hashing (Weinberger, Dasgupta, Langford, Smola, Attenberg: Feature Hashing for Large
 * Scale Multitask Learning, ICML 2009): names become positions without a dictionary. With h the
 * MurmurHash3 x86 32-bit hash, seed 0, of UTF-8 bytes, the position is h's lowest {@code bits} bits
 * and the sign is − where h's highest bit is set, so that colliding features cancel in expectation.
 *
 * <pre>
 *   number v named n     hash(n)         sign · v
 *   text t named n       hash(n=t)       sign
 *   true named n         hash(n)         sign
 *   false named n        no feature
 * </pre>
 *
 * <p>Allocates nothing once its scratch has grown. One instance per thread.
 */
public final class FeatureHash {
  private static final int SEED = 0;
  private static final int LARGEST_BITS = 30;

  private final int bits;
  private byte[] scratch = new byte[64];

  /** Hashes into 2^{@code bits} positions, {@code bits} in [1, 30]. */
  public FeatureHash(int bits) {
    if (bits < 1 || bits > LARGEST_BITS) {
      throw new IllegalArgumentException("bits must be in [1, " + LARGEST_BITS + "]: bits=" + bits);
    }
    this.bits = bits;
  }

  /** 2^bits, the number of positions. */
  public int dimension() {
    return 1 << bits;
  }

  /** The hash of a number's or a boolean's name. */
  public int hash(byte[] name, int offset, int length) {
    return MurmurHash3.hash32x86(name, offset, length, SEED);
  }

  /** The hash of a text: of its name, an equals sign, and itself. */
  public int hash(
      byte[] name, int nameOffset, int nameLength, byte[] text, int textOffset, int textLength) {
    int length = Math.addExact(Math.addExact(nameLength, textLength), 1);
    if (scratch.length < length) {
      scratch = Arrays.copyOf(scratch, Math.max(length, 2 * scratch.length));
    }
    System.arraycopy(name, nameOffset, scratch, 0, nameLength);
    scratch[nameLength] = '=';
    System.arraycopy(text, textOffset, scratch, nameLength + 1, textLength);
    return hash(scratch, 0, length);
  }

  /** The position that a hash stands for, in [0, dimension). */
  public int index(int hash) {
    return hash & (dimension() - 1);
  }

  /** +1 or −1, independent of the position. */
  public float sign(int hash) {
    return hash < 0 ? -1 : 1;
  }
}
