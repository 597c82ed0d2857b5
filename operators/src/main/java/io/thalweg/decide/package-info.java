/**
 * Decisions: requests are answered from an agent's model as it stands, the decisions topic is the
 * ledger, and agents learn from ledger and outcomes alone, in event time.
 */
package io.thalweg.decide;
