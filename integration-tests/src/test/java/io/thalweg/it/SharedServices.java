package io.thalweg.it;

import io.thalweg.jobs.local.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives tests what they run on, as parameters: {@link EmbeddedBroker}, {@link Topics} and {@link
 * WatchedMiniCluster}, one of each for all tests of this JVM, made when first asked for and closed
 * at the end of all; {@link UninterruptedRun}, made once; and {@link JavaProcesses}, one for each
 * test, closed at its end. When a test fails that started processes, the last lines of their
 * outputs stand beside the failure.
 *
 * <pre>{@code
 * @ExtendWith(SharedServices.class)
 * class SomethingIT {
 *   @Test
 *   void holds(Topics topics, WatchedMiniCluster cluster, @TempDir Path folder) {}
 * }
 * }</pre>
 */
final class SharedServices
    implements ParameterResolver, TestExecutionExceptionHandler, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(SharedServices.class);
  private static final String CLUSTER = "cluster";
  private static final String PROCESSES = "processes";
  private static final int TASK_MANAGERS = 2;
  private static final int SLOTS = 4;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == EmbeddedBroker.class
        || type == Topics.class
        || type == WatchedMiniCluster.class
        || type == UninterruptedRun.class
        || type == JavaProcesses.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == EmbeddedBroker.class) {
      return broker(context);
    } else if (type == Topics.class) {
      return new Topics(broker(context));
    } else if (type == WatchedMiniCluster.class) {
      return cluster(context);
    } else if (type == UninterruptedRun.class) {
      return shared(context)
          .computeIfAbsent(
              "uninterrupted",
              key -> UninterruptedRun.make(new Topics(broker(context)), cluster(context)),
              UninterruptedRun.class);
    } else {
      return context
          .getStore(NAMESPACE)
          .computeIfAbsent(PROCESSES, key -> startProcesses(context), JavaProcesses.class);
    }
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    JavaProcesses processes = context.getStore(NAMESPACE).get(PROCESSES, JavaProcesses.class);
    if (processes != null) {
      failure.addSuppressed(new AssertionError("processes at the failure:\n" + processes.tails()));
    }
    throw failure;
  }

  /** A test that fails leaves its job; the next one has the cluster for itself. */
  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    WatchedMiniCluster cluster = shared(context).get(CLUSTER, WatchedMiniCluster.class);
    if (cluster != null) {
      cluster.cancelAll();
    }
  }

  private static EmbeddedBroker broker(ExtensionContext context) {
    return shared(context).computeIfAbsent("broker", key -> startBroker(), EmbeddedBroker.class);
  }

  private static WatchedMiniCluster cluster(ExtensionContext context) {
    return shared(context)
        .computeIfAbsent(CLUSTER, key -> startCluster(), WatchedMiniCluster.class);
  }

  private static Store shared(ExtensionContext context) {
    return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
  }

  private static EmbeddedBroker startBroker() {
    try {
      return EmbeddedBroker.temporary();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WatchedMiniCluster startCluster() {
    try {
      return WatchedMiniCluster.start(TASK_MANAGERS, SLOTS);
    } catch (Exception e) {
      throw new IllegalStateException("the shared cluster must start", e);
    }
  }

  private static JavaProcesses startProcesses(ExtensionContext context) {
    String test =
        context.getRequiredTestClass().getSimpleName()
            + "."
            + context.getRequiredTestMethod().getName();
    try {
      return new JavaProcesses(Path.of("target", "processes", test));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
