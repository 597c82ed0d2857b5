package io.thalweg.jobs.connect;

import io.thalweg.stream.RawEvent;

/** Whether a source asks what the door says of its events; it does where it makes watermarks. */
enum Receipts {
  NOT_ASKED {
    @Override
    RawEvent on(RawEvent event) {
      return event;
    }
  },

  ASKED {
    @Override
    RawEvent on(RawEvent event) {
      return event.withReceipt();
    }
  };

  abstract RawEvent on(RawEvent event);
}
