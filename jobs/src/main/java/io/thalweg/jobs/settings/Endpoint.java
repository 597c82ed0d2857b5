package io.thalweg.jobs.settings;

import io.thalweg.wire.WireFormat;

/** Where records come from or go to. */
public sealed interface Endpoint permits TopicEndpoint, PathEndpoint {
  /** How the records are written there. */
  WireFormat format();
}
