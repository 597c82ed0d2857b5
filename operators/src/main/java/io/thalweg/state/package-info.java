/**
 * A model's bytes: the header that every family shares, the codec of each family's body, and the
 * file that holds a whole model. The same bytes are checkpointed, exported and compared. Imports
 * the learners whose layout it knows; no Flink. Start reading at {@link
 * io.thalweg.state.ModelHeader}.
 */
package io.thalweg.state;
