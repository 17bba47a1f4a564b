package io.lasius.connector.destinationpostgres;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.protocol.json.Json;
import io.lasius.sdk.testkit.ConnectorCall;
import io.lasius.sdk.testkit.ConnectorHarness;
import io.lasius.sdk.testkit.ConnectorOutcome;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A schema of its own, and a destination that writes one stream to it. */
final class PostgresRun {
  final String schema = "test_" + UUID.randomUUID();
  final ConnectorHarness connector = ConnectorHarness.of(new PostgresDestination());
  private StreamDescriptor stream = StreamDescriptor.of("users");
  private String properties = "\"id\":{\"type\":\"integer\"}";
  private @Nullable List<List<String>> key;
  private @Nullable List<String> cursor;
  private boolean sourceDefinesCursor;

  PostgresRun stream(String name, @Nullable String namespace) {
    stream = new StreamDescriptor(name, namespace);
    return this;
  }

  /** The properties of the stream's schema, as the members of a JSON object. */
  PostgresRun properties(String json) {
    properties = json.replace('\'', '"');
    return this;
  }

  PostgresRun key(String... fields) {
    key = Arrays.stream(fields).map(List::of).toList();
    return this;
  }

  PostgresRun nestedKey(String... path) {
    key = List.of(List.of(path));
    return this;
  }

  PostgresRun cursor(String field) {
    cursor = List.of(field);
    return this;
  }

  /** A cursor that the source defines, whether or not the schema shows it. */
  PostgresRun cursorOfTheSource(String... path) {
    cursor = List.of(path);
    sourceDefinesCursor = true;
    return this;
  }

  /** Without generations. */
  ConfiguredStream in(DestinationSyncMode mode) throws IOException {
    var json = (ObjectNode) Json.parse("{\"type\":\"object\",\"properties\":{" + properties + "}}");
    var described =
        new CatalogStream(
            stream.name(),
            stream.namespace(),
            json,
            List.of(SyncMode.FULL_REFRESH, SyncMode.INCREMENTAL),
            sourceDefinesCursor,
            null,
            null,
            null,
            null,
            Map.of());
    return new ConfiguredStream(
        described, SyncMode.INCREMENTAL, mode, cursor, key, null, null, null, Map.of());
  }

  /** A write of a generation that keeps all older ones, whole. */
  ConnectorOutcome append(String... records) throws IOException, InterruptedException {
    return write(in(DestinationSyncMode.APPEND).withGeneration(1, 0, 1), true, records);
  }

  /** The same, deduplicated. */
  ConnectorOutcome dedup(String... records) throws IOException, InterruptedException {
    return write(in(DestinationSyncMode.APPEND_DEDUP).withGeneration(1, 0, 1), true, records);
  }

  /**
   * One write.
   *
   * @param complete whether the stream is whole; else the input ends before
   * @param records data, with ' for "; or whole lines
   */
  ConnectorOutcome write(ConfiguredStream configured, boolean complete, String... records)
      throws IOException, InterruptedException {
    var lines = new ArrayList<String>();
    for (String record : records) {
      lines.add(record.startsWith("{\"type\"") ? record : record(record));
    }
    lines.add(state("1"));
    if (complete) {
      lines.add(complete());
    }
    return connector.run(ConnectorCall.write(config(), catalog(configured)), lines);
  }

  /** A configuration that works; the database shows the connection under the schema's name. */
  JsonNode config() {
    return PostgresServer.config(schema).put("jdbc_url_params", "ApplicationName=" + schema);
  }

  static ConfiguredCatalog catalog(ConfiguredStream... configured) {
    return ConfiguredCatalog.of(List.of(configured));
  }

  String record(String data) {
    return record(data, 1_767_225_600_000L);
  }

  String record(String data, long emittedAt) {
    return "{\"type\":\"RECORD\",\"record\":{%s,\"emitted_at\":%d,\"data\":%s}}"
        .formatted(names("stream"), emittedAt, data.replace('\'', '"'));
  }

  String state(String blob) {
    return "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{%s},\"stream_state\":{\"at\":%s}}}}"
        .formatted(names("name"), blob);
  }

  String complete() {
    return "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1,\"stream_status\":{\"stream_descriptor\":{%s},\"status\":\"COMPLETE\"}}}"
        .formatted(names("name"));
  }

  /** Rows of a query in which {@code $} is the schema and {@code users} a table of it. */
  List<String> texts(String query) throws SQLException {
    return PostgresServer.texts(query.replace("$", Identifiers.quote(schema)));
  }

  /** The ids of the users, in order. */
  List<String> ids() throws SQLException {
    return texts("SELECT id FROM $.users ORDER BY id, _airbyte_extracted_at");
  }

  /** Does something to the schema as the owner of its tables. */
  void execute(String sql) throws SQLException {
    PostgresServer.executeAsUser(sql.replace("$", Identifiers.quote(schema)));
  }

  private String names(String name) {
    String namespace = stream.namespace();
    return "\"%s\":%s%s"
        .formatted(
            name,
            Json.write(stream.name()),
            namespace == null ? "" : ",\"namespace\":" + Json.write(namespace));
  }
}
