package io.lasius.connector.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.protocol.json.Json;
import io.lasius.sdk.ConfigException;
import io.lasius.sdk.ReadRequest;
import io.lasius.sdk.RecordBody;
import io.lasius.sdk.SourceStream;
import io.lasius.sdk.StreamOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records numbered without a gap; the position is the last number that was read. */
final class NumberStream implements SourceStream {
  static final String ID = "id";
  private static final byte[] RECORD = "{\"type\":\"RECORD\",".getBytes(UTF_8);
  private static final byte[] ID_FIELD = "{\"id\":".getBytes(UTF_8);
  private static final String FILLING = "filling";

  private final String name;
  private final long records;
  private final String filling;
  private final int schemaFilling;

  NumberStream(String name, FaultConfig config) {
    this.name = name;
    this.records = config.records();
    this.filling = "x".repeat(config.filling());
    this.schemaFilling = config.schemaFilling();
  }

  /** Whether a line that this connector writes is a record. */
  static boolean isRecord(byte[] line) {
    return line.length > RECORD.length
        && Arrays.equals(line, 0, RECORD.length, RECORD, 0, RECORD.length);
  }

  /**
   * The number of a record, from its line or its data as this stream writes them; 0 for others.
   * Only so much is read as it takes: a connector with a fault is to be as fast as one without.
   */
  static long idIn(byte[] json) {
    int field = indexOf(json, ID_FIELD);
    if (field < 0) {
      return 0;
    }
    long id = 0;
    for (int at = field + ID_FIELD.length;
        at < json.length && json[at] >= '0' && json[at] <= '9';
        at++) {
      id = 10 * id + json[at] - '0';
    }
    return id;
  }

  /** The place of a record's line behind its number, where a further field may be put. */
  static int afterId(byte[] line) {
    int at = indexOf(line, ID_FIELD) + ID_FIELD.length;
    while (at < line.length && line[at] >= '0' && line[at] <= '9') {
      at++;
    }
    return at;
  }

  private static int indexOf(byte[] text, byte[] part) {
    for (int at = 0; at <= text.length - part.length; at++) {
      if (Arrays.equals(text, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    return -1;
  }

  @Override
  public CatalogStream description() {
    return new CatalogStream(
        name,
        null,
        schema(),
        List.of(SyncMode.FULL_REFRESH, SyncMode.INCREMENTAL),
        true,
        List.of(ID),
        List.of(List.of(ID)),
        true,
        null,
        Map.of());
  }

  @Override
  public void read(ReadRequest request, StreamOutput output) throws ConfigException, IOException {
    for (long id = lastRead(request.position()) + 1; id <= records; id++) {
      output.record(record(id));
      if (output.stateDue() || id == records) {
        output.state(Json.mapper().createObjectNode().put(ID, id));
      }
    }
  }

  private RecordBody record(long id) {
    return data -> {
      data.writeNumberField(ID, id);
      if (!filling.isEmpty()) {
        data.writeStringField(FILLING, filling);
      }
    };
  }

  private long lastRead(@Nullable JsonNode position) throws ConfigException {
    if (position == null) {
      return 0;
    }
    JsonNode id = position.path(ID);
    if (!id.isIntegralNumber() || !id.canConvertToLong() || id.longValue() < 0) {
      throw new ConfigException(
          "the state of stream %s has no '%s' that is a record's number: clear the stream's state"
              .formatted(name, ID));
    }
    return id.longValue();
  }

  private ObjectNode schema() {
    try {
      var schema =
          (ObjectNode)
              Json.parse(
                  """
                  {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object",
                   "required": ["id"],
                   "properties": {"id": {"type": "integer"}, "filling": {"type": "string"}}}
                  """);
      return schemaFilling == 0 ? schema : schema.put("description", "x".repeat(schemaFilling));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the schema is no JSON", e);
    }
  }
}
