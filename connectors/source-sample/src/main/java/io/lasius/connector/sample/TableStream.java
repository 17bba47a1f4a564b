package io.lasius.connector.sample;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.json.Json;
import io.lasius.sdk.ConfigException;
import io.lasius.sdk.ReadRequest;
import io.lasius.sdk.RecordBody;
import io.lasius.sdk.SourceStream;
import io.lasius.sdk.StreamOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a table in the order of its ids; the position is the last one that was read. */
final class TableStream implements SourceStream {
  private static final String ID = "id";

  private final Table table;
  private final int recordBytes;

  TableStream(Table table, int recordBytes) {
    this.table = table;
    this.recordBytes = recordBytes;
  }

  @Override
  public CatalogStream description() {
    return CatalogStream.of(table.name(), schema()).incremental(ID).withPrimaryKey(ID);
  }

  @Override
  public void read(ReadRequest request, StreamOutput output) throws ConfigException, IOException {
    long last = lastRead(request.position());
    if (last >= table.rows()) {
      return;
    }
    Filling filling = Filling.of(table, recordBytes);
    var row = new NextRow(table, filling, last);
    while (row.id < table.rows()) {
      row.id++;
      output.record(row);
      if (output.stateDue() || row.id == table.rows()) {
        output.state(Json.mapper().createObjectNode().put(ID, row.id));
      }
    }
  }

  /** One body for all records: the row that is written is the one whose id it holds. */
  private static final class NextRow implements RecordBody {
    private final Table table;
    private final Filling filling;
    private long id;

    NextRow(Table table, Filling filling, long id) {
      this.table = table;
      this.filling = filling;
      this.id = id;
    }

    @Override
    public void writeFields(JsonGenerator data) throws IOException {
      table.write(data, id);
      filling.write(data, id);
    }
  }

  private long lastRead(@Nullable JsonNode position) throws ConfigException {
    if (position == null) {
      return 0;
    }
    JsonNode id = position.path(ID);
    if (!id.isIntegralNumber() || !id.canConvertToLong() || id.longValue() < 0) {
      throw new ConfigException(
          "the state of stream %s has no '%s' that is a row's number: clear the stream's state"
              .formatted(table.name(), ID));
    }
    return id.longValue();
  }

  private ObjectNode schema() {
    String filling =
        recordBytes > 0 ? ", \"%s\": {\"type\": \"string\"}".formatted(Filling.FIELD) : "";
    String text =
        """
        {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "required": ["id"],
         "properties": {"id": {"type": "integer"}, %s%s}}
        """
            .formatted(table.properties(), filling);
    try {
      return (ObjectNode) Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the schema of %s is no JSON".formatted(table.name()), e);
    }
  }
}
