package io.lasius.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.RecordChange;
import java.io.IOException;
import java.util.List;

/**
 * Encodes the records of one stream. The envelope's beginning is bytes that only change with the
 * clock; the fields are written by one generator that is used again and again.
 */
final class RecordEncoder {
  private static final byte[] META = ",\"meta\":".getBytes(UTF_8);
  private static final byte[] END = "}}".getBytes(UTF_8);

  /** Digits of milliseconds since 1970, until the year 2286. */
  private static final int DIGITS = 13;

  private final LineBytes line = new LineBytes();
  private final byte[] prefix;
  private final int digitsAt;
  private JsonGenerator generator;
  private long stamped;

  RecordEncoder(StreamDescriptor stream) throws IOException {
    String namespace =
        stream.namespace() == null ? "" : "\"namespace\":" + Json.write(stream.namespace()) + ",";
    String head =
        "{\"type\":\"RECORD\",\"record\":{\"stream\":%s,%s\"emitted_at\":"
            .formatted(Json.write(stream.name()), namespace);
    prefix = (head + "0".repeat(DIGITS) + ",\"data\":").getBytes(UTF_8);
    digitsAt = head.getBytes(UTF_8).length;
    generator = newGenerator();
  }

  /**
   * Encodes one record into {@link #line()}.
   *
   * @param emittedAt milliseconds since 1970
   */
  void encode(RecordBody body, List<RecordChange> changes, long emittedAt) throws IOException {
    stamp(emittedAt);
    line.reset();
    line.write(prefix);
    boolean whole = false;
    try {
      generator.writeStartObject();
      body.writeFields(generator);
      endData();
      if (!changes.isEmpty()) {
        writeMeta(changes);
      }
      whole = true;
    } finally {
      if (!whole) {
        // It is inside of some value, and holds bytes of it.
        generator = newGenerator();
      }
    }
    line.write(END);
  }

  /** The record last encoded. */
  LineBytes line() {
    return line;
  }

  private JsonGenerator newGenerator() throws IOException {
    return Generators.on(line).setCodec(Json.mapper());
  }

  private void endData() throws IOException {
    var context = generator.getOutputContext();
    if (!context.inObject() || !context.getParent().inRoot()) {
      throw new IllegalStateException(
          "a record's fields were written with an object or array that is not closed, or closed"
              + " twice");
    }
    generator.writeEndObject();
    generator.flush();
  }

  private void writeMeta(List<RecordChange> changes) throws IOException {
    line.write(META);
    generator.writeStartObject();
    generator.writeArrayFieldStart("changes");
    for (RecordChange change : changes) {
      generator.writePOJO(change);
    }
    generator.writeEndArray();
    generator.writeEndObject();
    generator.flush();
  }

  private void stamp(long emittedAt) {
    if (emittedAt == stamped) {
      return;
    }
    stamped = emittedAt;
    long rest = emittedAt;
    for (int i = digitsAt + DIGITS - 1; i >= digitsAt; i--) {
      prefix[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
