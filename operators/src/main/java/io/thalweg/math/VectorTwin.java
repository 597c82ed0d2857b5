package io.thalweg.math;

import java.lang.reflect.Constructor;

/** Finds the twin of some kernels that uses the Vector API, where Java has it. */
public final class VectorTwin {
  private VectorTwin() {}

  /** The kernels of class {@code name} beside {@code kernels}, or the plain ones: the same bits. */
  public static <T> T orElse(Class<T> kernels, String name, T plain) {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return plain;
    }
    try {
      Constructor<? extends T> constructor =
          Class.forName(kernels.getPackageName() + "." + name)
              .asSubclass(kernels)
              .getDeclaredConstructor();
      // Twins are seen in their own package only.
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      // A Java whose incubating module has changed: the loops give the same bits.
      return plain;
    }
  }
}
