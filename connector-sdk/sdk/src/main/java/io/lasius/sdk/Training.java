package io.lasius.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.CatalogMessage;
import io.lasius.protocol.wire.MessageCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls each command of a connector once. A JVM that records meanwhile what it loads, links and
 * finds hot makes a start cache, with which the next one starts in half the time. A destination
 * writes records that are made up here, so this is for no place that holds anybody's data.
 */
final class Training {
  private static final int RECORDS = 2_000;
  private static final int RECORDS_PER_STATE = 500;

  private static final String SCHEMA =
      """
      {"type": "object", "properties": {
        "id": {"type": "integer"},
        "name": {"type": ["null", "string"]},
        "price": {"type": "number"},
        "bought_at": {"type": "string", "format": "date-time"}}}
      """;
  private static final String COMPLETE =
      """
      {"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":1767225600000,\
      "stream_status":{"stream_descriptor":{"name":"training"},"status":"COMPLETE"}}}
      """;

  private final Connector<?> connector;
  private final String config;
  private final MessageOutput output;

  Training(Connector<?> connector, Path config, MessageOutput output) {
    this.connector = connector;
    this.config = config.toString();
    this.output = output;
  }

  /** Returns the exit status: that of the first command that fails, whose output becomes ours. */
  int run() throws IOException {
    Path catalog = Files.createTempFile("training", ".json");
    try {
      call(InputStream.nullInputStream(), "spec");
      call(InputStream.nullInputStream(), "check", "--config", config);
      switch (connector) {
        case Source<?> _ -> read(catalog);
        case Destination<?> destination -> write(destination, catalog);
      }
      return ConnectorRun.SUCCESS;
    } catch (FailedCall e) {
      for (String line : e.lines) {
        byte[] bytes = line.getBytes(UTF_8);
        output.gather(bytes, 0, bytes.length);
      }
      output.flush();
      return e.status;
    } finally {
      Files.delete(catalog);
    }
  }

  private void read(Path catalog) throws IOException, FailedCall {
    var streams = new ArrayList<ConfiguredStream>();
    for (String line : call(InputStream.nullInputStream(), "discover", "--config", config)) {
      if (MessageCodec.read(line.getBytes(UTF_8)) instanceof CatalogMessage found) {
        for (CatalogStream stream : found.catalog().streams()) {
          streams.add(ConfiguredStream.of(stream, DestinationSyncMode.APPEND));
        }
      }
    }
    Files.writeString(catalog, Json.write(ConfiguredCatalog.of(streams)));
    call(
        InputStream.nullInputStream(), "read", "--config", config, "--catalog", catalog.toString());
  }

  private void write(Destination<?> destination, Path catalog) throws IOException, FailedCall {
    var stream =
        ConfiguredStream.of(
            CatalogStream.of("training", (ObjectNode) Json.parse(SCHEMA)),
            DestinationSyncMode.APPEND);
    if (destination.supportsRefreshes()) {
      stream = stream.withGeneration(1, 0, 1);
    }
    Files.writeString(catalog, Json.write(ConfiguredCatalog.of(List.of(stream))));
    call(lines(), "write", "--config", config, "--catalog", catalog.toString());
  }

  private static InputStream lines() {
    var lines = new StringBuilder();
    for (int id = 1; id <= RECORDS; id++) {
      lines.append(record(id));
      if (id % RECORDS_PER_STATE == 0) {
        lines.append(state(id));
      }
    }
    return new ByteArrayInputStream(lines.append(COMPLETE).toString().getBytes(UTF_8));
  }

  private static String record(int id) {
    return """
    {"type":"RECORD","record":{"stream":"training","emitted_at":1767225600000,"data":\
    {"id":%d,"name":"The \\"%1$d\\"","price":%1$d.50,"bought_at":"2026-01-01T00:00:00Z"}}}
    """
        .formatted(id);
  }

  private static String state(int id) {
    return """
    {"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"training"},\
    "stream_state":{"id":%d}},"id":%1$d,"sourceStats":{"recordCount":%2$d.0}}}
    """
        .formatted(id, RECORDS_PER_STATE);
  }

  /** Returns the lines that the command writes. */
  private List<String> call(InputStream in, String... arguments) throws FailedCall {
    var written = new ByteArrayOutputStream();
    int status = ConnectorMain.run(connector, List.of(arguments), in, Channels.newChannel(written));
    List<String> lines = written.toString(UTF_8).lines().toList();
    if (status != ConnectorRun.SUCCESS) {
      throw new FailedCall(status, lines);
    }
    return lines;
  }

  private static final class FailedCall extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient List<String> lines;

    FailedCall(int status, List<String> lines) {
      this.status = status;
      this.lines = lines;
    }
  }
}
