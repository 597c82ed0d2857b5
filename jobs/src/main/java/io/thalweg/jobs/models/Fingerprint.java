package io.thalweg.jobs.models;

import io.thalweg.state.ModelFile;
import io.thalweg.state.ModelHeader;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A model's header and the SHA-256 of all its bytes: models of equal fingerprints are equal.
 *
 * @param sha256 64 hexadecimal digits
 */
record Fingerprint(ModelHeader header, String sha256) {
  static Fingerprint of(ModelHeader header, ModelFile model) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return new Fingerprint(header, HexFormat.of().formatHex(sha.digest(model.toBytes())));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
