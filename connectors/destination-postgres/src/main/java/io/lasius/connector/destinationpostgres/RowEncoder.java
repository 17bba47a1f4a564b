package io.lasius.connector.destinationpostgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.wire.RecordLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns records into rows, one at a time: first {@link #read}, then {@link #writeTo}. */
final class RowEncoder {
  private static final JsonFactory FACTORY = Json.mapper().getFactory();
  private static final int ABSENT = -1;

  private final List<Column> columns;
  private final Map<String, Integer> places = new HashMap<>();
  private final RowHead head;

  private final CopyText values = new CopyText(1 << 12);
  private final int[] starts;
  private final int[] ends;
  private final Fit[] fits;
  private final List<String> unknown = new ArrayList<>();

  /**
   * An encoder for a stream.
   *
   * @param columns with the types that they have in the table
   */
  RowEncoder(List<Column> columns, GenerationTag tag, InstantSource clock) {
    this.columns = List.copyOf(columns);
    this.head = new RowHead(tag, clock);
    for (int i = 0; i < columns.size(); i++) {
      places.put(columns.get(i).field(), i);
    }
    starts = new int[columns.size()];
    ends = new int[columns.size()];
    fits = new Fit[columns.size()];
  }

  /** Takes the record's values. */
  void read(RecordLine record) throws IOException {
    head.clear();
    clearData();
    ByteBuffer line = record.line();
    int offset = line.arrayOffset() + line.position();
    try (JsonParser parser = FACTORY.createParser(line.array(), offset, line.remaining())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isRecord = parser.currentName().equals("record");
        parser.nextToken();
        if (isRecord) {
          readRecord(parser, line.array(), offset);
        } else {
          parser.skipChildren();
        }
      }
    }
  }

  /** What became of the value of a column; a value that is absent or null is whole. */
  Fit fit(int column) {
    return fits[column];
  }

  /** Whether the row has no value in a column. */
  boolean isNull(int column) {
    return starts[column] == ABSENT;
  }

  /** Writes the row, in the order of {@link TableSchema#names()}, without its end. */
  void writeTo(CopyText out) {
    head.writeTo(out, changes());
    for (int i = 0; i < starts.length; i++) {
      out.raw('\t');
      if (starts[i] == ABSENT) {
        out.raw("\\N");
      } else {
        out.raw(values.bytes(), starts[i], ends[i] - starts[i]);
      }
    }
  }

  private void readRecord(JsonParser parser, byte[] line, int offset) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      parser.nextToken();
      switch (member) {
        case "data" -> readData(parser, line, offset);
        case "emitted_at" -> head.readEmittedAt(parser);
        case "meta" -> head.readMeta(parser, line, offset);
        default -> parser.skipChildren();
      }
    }
  }

  private void clearData() {
    values.truncate(0);
    Arrays.fill(starts, ABSENT);
    Arrays.fill(fits, Fit.WHOLE);
    unknown.clear();
  }

  private void readData(JsonParser parser, byte[] line, int offset) throws IOException {
    clearData();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      Integer place = places.get(field);
      JsonToken token = parser.nextToken();
      if (place != null) {
        readField(place, parser, line, offset);
      } else {
        parser.skipChildren();
        if (token != JsonToken.VALUE_NULL) {
          unknown.add(field);
        }
      }
    }
  }

  private void readField(int place, JsonParser parser, byte[] line, int offset) throws IOException {
    starts[place] = ABSENT;
    fits[place] = Fit.WHOLE;
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    int start = values.length();
    Fit fit = ValueEncoder.encode(parser, line, offset, columns.get(place).type(), values);
    fits[place] = fit;
    if (fit.isKept()) {
      starts[place] = start;
      ends[place] = values.length();
    } else {
      values.truncate(start);
    }
  }

  /** The entries for fields that are not as they came. */
  private List<String> changes() {
    var changes = new ArrayList<String>();
    for (int i = 0; i < fits.length; i++) {
      if (fits[i] != Fit.WHOLE) {
        changes.add(fits[i].entry(quoted(columns.get(i).field())));
      }
    }
    for (String field : unknown) {
      changes.add(Fit.NO_COLUMN.entry(quoted(field)));
    }
    return changes;
  }

  /** As JSON that the database can hold. */
  private static String quoted(String field) {
    byte[] storable = field.replace("\0", "").getBytes(UTF_8);
    return "\""
        + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(new String(storable, UTF_8)))
        + "\"";
  }
}
