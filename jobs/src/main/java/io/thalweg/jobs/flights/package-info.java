/**
 * The flights: twelve days of US arrivals as a stream of examples, two baselines to stand beside
 * the learner, and the page that shows how they fared. Knows no Flink; only {@link
 * io.thalweg.jobs.flights.FlightExamples} knows the protocol. Start reading at {@link
 * io.thalweg.jobs.flights.Flights}.
 */
package io.thalweg.jobs.flights;
