package io.lasius.server.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.json.Json;
import io.lasius.replication.NamespaceDefinition;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStatus;
import io.lasius.server.connection.ConnectionStream;
import io.lasius.server.connection.SchemaPolicy;
import io.lasius.server.connection.StreamSyncMode;
import io.lasius.server.timing.Schedule;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Catalogs that change, and connections that were chosen from them. */
final class SchemaFixture {
  /** A stream whose source leaves cursor and key to whoever reads it. */
  static final String FREE =
      "'json_schema':{'properties':{'id':{},'at':{},'v':{'type':'string'}}},'supported_sync_modes':['full_refresh','incremental']";

  /** A stream whose source has both of its own. */
  static final String OWN =
      FREE
          + ",'source_defined_cursor':true,'default_cursor_field':['at'],'source_defined_primary_key':[['id']]";

  private SchemaFixture() {}

  static Connection connection(SchemaPolicy policy, boolean backfill, ConnectionStream... streams) {
    return new Connection(
        new UUID(0, 1),
        new UUID(0, 2),
        new UUID(0, 3),
        new UUID(0, 4),
        "c",
        ConnectionStatus.ACTIVE,
        NamespaceDefinition.SOURCE,
        null,
        "",
        Arrays.asList(streams),
        Instant.EPOCH,
        policy,
        backfill,
        null,
        Schedule.MANUAL);
  }

  static ConnectionStream deduped(String description) throws JsonProcessingException {
    return new ConnectionStream(
        stream("t", description),
        StreamSyncMode.INCREMENTAL_DEDUPED_HISTORY,
        List.of("at"),
        List.of(List.of("id")));
  }

  static CatalogStream stream(String name, String description) throws JsonProcessingException {
    return now(name, description).streams().getFirst();
  }

  static Catalog now(String name, String description) throws JsonProcessingException {
    return catalog("{'name':'%s',%s}".formatted(name, description));
  }

  static Catalog catalog(String streams) throws JsonProcessingException {
    return Json.mapper()
        .readValue("{'streams':[%s]}".formatted(streams).replace('\'', '"'), Catalog.class);
  }
}
