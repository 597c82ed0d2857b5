package io.thalweg.jobs.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports of the loopback interface that nobody listens on.
 *
 * <p>They lie below the range from which systems draw the ports of outgoing connections. A server
 * that is stopped and started again on such a port finds it free: no client that kept knocking can
 * have been given the port for its own end of a connection.
 */
public final class FreePorts {
  private static final int LOWEST = 15_000;
  private static final int HIGHEST = 32_000;
  private static final int ATTEMPTS = 1_000;

  private FreePorts() {}

  /**
   * Finds one free port; it is not reserved, so bind it soon.
   *
   * @throws IOException when the interface refuses every port that was tried
   */
  public static int next() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IOException(
        "no free port on the loopback interface: tried="
            + ATTEMPTS
            + ", range="
            + LOWEST
            + "-"
            + HIGHEST);
  }

  /** Whether nobody listens on a port of the loopback interface. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
