/**
 * Measurements of the real parts, each beside what it is judged by, in one run. Started by {@code
 * benchmarks/run}; what each measures and how to read it stands in {@code benchmarks/README.md}.
 */
package io.thalweg.benchmarks;
