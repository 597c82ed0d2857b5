/**
 * The demo: a broker, Flink, a feed of real flights and a page about them, in one JVM. Uses all of
 * this module; nothing uses it. Start reading at {@link io.thalweg.jobs.demo.DemoCommand}.
 */
package io.thalweg.jobs.demo;
