package io.lasius.connector.destinationpostgres;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.lasius.sdk.testkit.DestinationContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The contract, for the class and for the image; each test has a schema of its own. */
abstract class PostgresContract extends DestinationContract {
  private final String schema = "contract " + UUID.randomUUID();

  @Override
  protected JsonNode config() {
    return PostgresServer.config(schema);
  }

  @Override
  protected Optional<JsonNode> wrongConfig() {
    return Optional.of(PostgresServer.config(schema).put("password", "wrong"));
  }

  @Override
  protected boolean supportsRefreshes() {
    return true;
  }

  @Override
  protected List<JsonNode> written(String stream) throws Exception {
    var table = new TableName(schema, stream);
    var records = new ArrayList<JsonNode>();
    if (PostgresServer.texts("SELECT to_regclass('%s')".formatted(table.sql())).contains("null")) {
      return records;
    }
    String query =
        """
        SELECT json_build_object('id', id, 'name', name,
          'updated_at', to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) FROM
        """;
    for (String record : PostgresServer.texts(query + table.sql())) {
      records.add(Json.parse(record));
    }
    return records;
  }
}
