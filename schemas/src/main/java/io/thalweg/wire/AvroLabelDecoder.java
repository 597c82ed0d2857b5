package io.thalweg.wire;

import io.thalweg.Label;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;

/** Reads labels in Avro's single-object encoding, field by field and without boxing. */
final class AvroLabelDecoder implements LabelDecoder {
  private final Limits limits;
  private final AvroVersions versions;

  AvroLabelDecoder(Limits limits, ShippedSchemas schemas) {
    this.limits = limits;
    this.versions = new AvroVersions(Label.getClassSchema(), schemas);
  }

  @Override
  public void decode(byte[] event, LabelBuffer into) throws RejectedEventException {
    limits.checkSize(event);
    into.clear();
    try {
      Decoder from = versions.open(event);
      read(from, into);
      versions.close(from);
    } catch (IOException | AvroRuntimeException e) {
      throw AvroRecordDecoder.undecodable(e);
    }
    ExampleRules.check(into);
  }

  private void read(Decoder from, LabelBuffer into) throws IOException {
    for (Schema.Field field : versions.order(from)) {
      switch (field.pos()) {
        case 0 -> into.model(from.readString());
        case 1 -> into.id(from.readString());
        case 2 -> into.time(from.readLong());
        case 3 -> into.label(from.readDouble());
        case 4 -> {
          if (AvroVersions.isPresent(from)) {
            into.weight(from.readDouble());
          }
        }
        default -> throw AvroVersions.unread(field);
      }
    }
  }
}
