package io.thalweg.jobs.simulate;

import io.thalweg.Decision;
import io.thalweg.DecisionRequest;
import java.util.Iterator;

/**
 * What is asked, what each answer costs, and who keeps the score. The job sees the requests alone.
 *
 * <p>All requests name one model. Their ids end in {@code -} and the number of the request, an int
 * of its own, and their times never go back.
 */
public interface Scenario {
  /** The requests, the same ones at every call. */
  Iterator<DecisionRequest> requests();

  /**
   * What an action costs.
   *
   * @param number of the request
   * @param action one of its actions' ids
   * @return in [0, 1]
   */
  double loss(long number, String action);

  /**
   * Takes the first decision of a request, which is the one that is played.
   *
   * <p>Called by one thread, in the order of the ledger.
   *
   * @param loss what it costs, whether or not anybody is told
   */
  void played(long number, Decision decision, double loss);

  /** A few words on how it stands; any thread may ask. */
  String standing();
}
