package io.thalweg.decide;

import java.io.Serializable;

/**
 * How a {@link DecideOperator} works.
 *
 * @param cacheBytes heap for models of one subtask, in bytes
 */
public record DecideOptions(long cacheBytes) implements Serializable {}
