package io.thalweg.benchmarks;

/**
 * What one run of a job gave, over a window in its middle.
 *
 * @param eventsPerSecond events per second on the wall clock
 * @param processMicros CPU time of the whole process per event, in microseconds
 * @param taskMicros CPU time of the learner's task threads per event, in microseconds
 * @param missRate share of the events whose model was not on the heap; NaN where there is no cache
 */
record Figures(double eventsPerSecond, double processMicros, double taskMicros, double missRate) {
  Figures withMissRate(double rate) {
    return new Figures(eventsPerSecond, processMicros, taskMicros, rate);
  }
}
