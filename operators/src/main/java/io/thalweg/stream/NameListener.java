package io.thalweg.stream;

import io.thalweg.wire.ExampleBuffer;

/** Hears of every name that is hashed while features are made a vector. */
public interface NameListener {
  /** One who does not listen. */
  NameListener NOBODY =
      new NameListener() {
        @Override
        public void note(int hashed, ExampleBuffer example, int k) {}

        @Override
        public void noteProduct(int hashed, byte[] utf8, int length) {}
      };

  /** The {@code k}-th named feature of {@code example} has that hash. */
  void note(int hashed, ExampleBuffer example, int k);

  /** A product of two features, called {@code utf8} up to {@code length}, has that hash. */
  void noteProduct(int hashed, byte[] utf8, int length);
}
