package io.lasius.connector.destinationpostgres;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** The columns of a row that are not the record's data. */
final class RowHead {
  /** The last moment of the year 9999: what is beyond was never milliseconds. */
  private static final long LAST_MILLIS = 253_402_300_799_999L;

  private static final long ABSENT = -1;

  private static final String UNREADABLE_CHANGES =
      Fit.UNSTORABLE.entry("\"_airbyte_meta.changes\"");

  private final GenerationTag tag;
  private final InstantSource clock;
  private final CopyText given = new CopyText(1 << 8);
  private long emittedAt;

  RowHead(GenerationTag tag, InstantSource clock) {
    this.tag = tag;
    this.clock = clock;
  }

  void clear() {
    given.truncate(0);
    emittedAt = ABSENT;
  }

  /** Takes the time in milliseconds; where it is none, the row is of now. */
  void readEmittedAt(JsonParser parser) throws IOException {
    emittedAt = ABSENT;
    if (parser.currentToken().isNumeric()) {
      double rough = parser.getDoubleValue();
      if (rough >= 0 && rough <= LAST_MILLIS) {
        emittedAt = parser.getLongValue();
      }
    }
    parser.skipChildren();
  }

  /** Takes the changes that were made on the way here, as they came. */
  void readMeta(JsonParser parser, byte[] line, int offset) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean isChanges = parser.currentName().equals("changes");
      if (parser.nextToken() == JsonToken.START_ARRAY && isChanges) {
        readChanges(parser, line, offset);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readChanges(JsonParser parser, byte[] line, int offset) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      int start = given.length();
      if (start > 0) {
        given.raw(',');
      }
      int entry = given.length();
      if (!ValueEncoder.json(parser, line, offset, given).isKept()) {
        given.truncate(entry);
        given.escaped(UNREADABLE_CHANGES);
      }
    }
  }

  /**
   * Writes the columns.
   *
   * @param changes the entries for what was changed here
   */
  void writeTo(CopyText out, List<String> changes) {
    out.raw(UUID.randomUUID().toString());
    out.raw('\t');
    out.raw(Instant.ofEpochMilli(emittedAt == ABSENT ? clock.millis() : emittedAt).toString());
    out.raw("\t{");
    if (tag.sync() != null) {
      out.raw("\"sync_id\":" + tag.sync() + ",");
    }
    out.raw("\"changes\":[");
    out.raw(given.bytes(), 0, given.length());
    boolean first = given.length() == 0;
    for (String change : changes) {
      if (!first) {
        out.raw(',');
      }
      out.escaped(change);
      first = false;
    }
    out.raw("]}\t");
    out.raw(Long.toString(tag.generation()));
  }
}
