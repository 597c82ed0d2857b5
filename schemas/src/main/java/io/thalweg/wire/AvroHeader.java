package io.thalweg.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The head of Avro's single-object encoding.
 *
 * <pre>
 *  byte 0   1   2 .. 9                              10 ..
 *      +---+---+-----------------------------------+--------------+
 *      | C3| 01| fingerprint, 64 bit little-endian | binary record|
 *      +---+---+-----------------------------------+--------------+
 * </pre>
 */
final class AvroHeader {
  static final int LENGTH = 10;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private AvroHeader() {}

  /** The head of records written with a schema of this fingerprint. */
  static byte[] of(long fingerprint) {
    byte[] head = new byte[LENGTH];
    head[0] = (byte) 0xc3;
    head[1] = 1;
    LONG.set(head, 2, fingerprint);
    return head;
  }

  /** The fingerprint of the writer's schema. */
  static long fingerprint(byte[] event) throws RejectedEventException {
    if (event.length < LENGTH || event[0] != (byte) 0xc3 || event[1] != 1) {
      String found = event.length < LENGTH ? event.length + " bytes" : hex(event[0], event[1]);
      String remedy = event.length > 0 && event[0] == '{' ? "; is this JSON?" : "";
      throw ExampleRules.refuse(
          Reason.UNDECODABLE,
          "event must begin with C3 01 and the 8 bytes of its schema's fingerprint",
          found + remedy);
    }
    return (long) LONG.get(event, 2);
  }

  static RejectedEventException unknown(long fingerprint, String record) {
    return ExampleRules.refuse(
        Reason.UNKNOWN_SCHEMA,
        "event must be written with a version of " + record + " that this release ships",
        String.format("fingerprint=%016x", fingerprint));
  }

  private static String hex(byte first, byte second) {
    return String.format("%02X %02X", first, second);
  }
}
