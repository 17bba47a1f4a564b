package io.lasius.connector.destinationfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.lasius.protocol.json.Json;
import io.lasius.sdk.ConfigException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes each record as a row: texts as they are, all else as its JSON text, null as nothing. */
final class CsvRecords implements RecordWriter {
  private final JsonFactory json = Json.mapper().getFactory();
  private final CsvColumns columns;
  private final CsvWriter csv;
  private final Map<String, Integer> places = new HashMap<>();
  private final @Nullable String[] row;

  CsvRecords(CsvColumns columns, OutputStream out) {
    this.columns = columns;
    this.csv = CsvColumns.writer(out);
    this.row = new @Nullable String[columns.names().size()];
    columns.names().forEach(name -> places.put(name, places.size()));
  }

  @Override
  public void write(ByteBuffer data) throws ConfigException, IOException {
    Arrays.fill(row, null);
    byte[] bytes = data.array();
    int start = data.arrayOffset() + data.position();
    try (JsonParser parser = json.createParser(bytes, start, data.remaining())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        int place = place(parser.currentName());
        row[place] = value(parser, bytes, start);
      }
    }
    var cells = csv.writeRecord();
    for (String cell : row) {
      cells.writeField(cell);
    }
    cells.endRecord();
  }

  @Override
  public void flush() throws IOException {
    csv.flush();
  }

  private int place(String name) throws ConfigException {
    Integer place = places.get(name);
    if (place == null) {
      throw new ConfigException(
          ("a record of stream %s has the field '%s', which is not in the stream's schema, so that no"
                  + " column is for it: refresh the connection's schema, or write JSON lines")
              .formatted(columns.stream(), name),
          null,
          columns.stream());
    }
    return place;
  }

  private static @Nullable String value(JsonParser parser, byte[] bytes, int start)
      throws IOException {
    return switch (parser.nextToken()) {
      case VALUE_NULL -> null;
      case START_OBJECT, START_ARRAY -> {
        int from = start + (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        int to = start + (int) parser.currentLocation().getByteOffset();
        yield new String(bytes, from, to - from, UTF_8);
      }
      default -> parser.getText();
    };
  }
}
