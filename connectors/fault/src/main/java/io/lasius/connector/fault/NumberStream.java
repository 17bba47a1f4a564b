package io.lasius.connector.fault;

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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records numbered without a gap; the position is the last number that was read. */
final class NumberStream implements SourceStream {
  static final String ID = "id";
  private static final String FILLING = "filling";

  private final String name;
  private final long records;
  private final String filling;

  NumberStream(String name, FaultConfig config) {
    this.name = name;
    this.records = config.records();
    this.filling = "x".repeat(config.filling());
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

  private static ObjectNode schema() {
    try {
      return (ObjectNode)
          Json.parse(
              """
              {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object",
               "required": ["id"],
               "properties": {"id": {"type": "integer"}, "filling": {"type": "string"}}}
              """);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the schema is no JSON", e);
    }
  }
}
