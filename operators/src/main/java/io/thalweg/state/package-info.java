/**
 * The bytes of a model: one class per family knows its layout, and versions it does not know are
 * refused by name and number. Imports {@link io.thalweg.math} and the models it stores; knows no
 * Flink. Start reading at {@link io.thalweg.state.LinearModelCodec}.
 */
package io.thalweg.state;
