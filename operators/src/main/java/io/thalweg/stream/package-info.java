/**
 * The Flink runtime around the learners: the door that decodes and checks, the operators that own
 * models, the write-behind cache in front of keyed state, dead letters, metrics. May use all
 * packages of this module and Flink. Start reading at {@link io.thalweg.stream.ExampleDoor}, then
 * {@link io.thalweg.stream.LearnerOperator}, and at {@link io.thalweg.stream.JoinOperator} for
 * labels that come after their examples.
 */
package io.thalweg.stream;
