package io.lasius.connector.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.lasius.protocol.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Makes records as long as they are asked to be, with a text that differs from row to row. */
final class Filling {
  static final String FIELD = "filling";

  private static final SerializedString NAME = new SerializedString(FIELD);

  /** What a line has around the record's fields, and around the text. */
  private static final int ENVELOPE_BYTES = 100;

  private static final int OFFSETS = 1024;
  private static final byte[] LETTERS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_".getBytes(UTF_8);

  private final byte[] text;
  private final int length;

  private Filling(byte[] text, int length) {
    this.text = text;
    this.length = length;
  }

  /** The filling for rows of the table, so that a record's line has about so many bytes. */
  static Filling of(Table table, int recordBytes) throws IOException {
    int length = 0;
    if (recordBytes > 0 && table.rows() > 0) {
      length = Math.max(0, recordBytes - ENVELOPE_BYTES - bytesOf(table, table.rows()));
    }
    byte[] text = new byte[length + OFFSETS];
    var mix = new Mix(0, 0);
    for (int i = 0; i < text.length; i++) {
      text[i] = LETTERS[(int) (mix.of(i) & 63)];
    }
    return new Filling(text, length);
  }

  void write(JsonGenerator row, long id) throws IOException {
    if (length > 0) {
      row.writeFieldName(NAME);
      row.writeRawUTF8String(text, (int) (id & (OFFSETS - 1)), length);
    }
  }

  private static int bytesOf(Table table, long id) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator row = Json.mapper().createGenerator(bytes)) {
      row.writeStartObject();
      table.write(row, id);
      row.writeEndObject();
    }
    return bytes.size();
  }
}
