package io.thalweg.wire;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;

/** Catches what a decoder answers to a bad event. */
final class Rejections {
  private Rejections() {}

  /** The exception; fails where there is none or another. */
  static RejectedEventException of(ExampleDecoder decoder, byte[] event) {
    RejectedEventException rejected =
        catchThrowableOfType(
            RejectedEventException.class, () -> decoder.decode(event, new ExampleBuffer()));
    Assertions.assertThat(rejected).as("this event is to be refused").isNotNull();
    return rejected;
  }

  /** The exception; fails where there is none or another. */
  static RejectedEventException ofLabel(LabelDecoder decoder, byte[] event) {
    RejectedEventException rejected =
        catchThrowableOfType(
            RejectedEventException.class, () -> decoder.decode(event, new LabelBuffer()));
    Assertions.assertThat(rejected).as("this label is to be refused").isNotNull();
    return rejected;
  }

  /** The exception; fails where there is none or another. */
  static RejectedEventException ofRecord(EventDecoder<?> decoder, byte[] event) {
    RejectedEventException rejected =
        catchThrowableOfType(RejectedEventException.class, () -> decoder.decode(event));
    Assertions.assertThat(rejected).as("this record is to be refused").isNotNull();
    return rejected;
  }

  /** The exception as {@code reason-code | message}, after JSON text. */
  static String ofJson(String event) {
    return line(
        of(WireFormat.JSON.exampleDecoder(Limits.DEFAULT), event.getBytes(StandardCharsets.UTF_8)));
  }

  static String line(RejectedEventException rejected) {
    return rejected.reason().code() + " | " + rejected.getMessage();
  }
}
