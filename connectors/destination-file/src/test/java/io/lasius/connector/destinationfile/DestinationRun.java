package io.lasius.connector.destinationfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.protocol.json.Json;
import io.lasius.sdk.local.LocalFolder;
import io.lasius.sdk.testkit.ConnectorCall;
import io.lasius.sdk.testkit.ConnectorHarness;
import io.lasius.sdk.testkit.ConnectorOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A folder that takes the place of /local, and a destination that writes one stream to it. */
final class DestinationRun {
  final Path local;
  private final ConnectorHarness connector;
  private String config = "{}";
  private StreamDescriptor stream = StreamDescriptor.of("users");
  private String schema = "{\"properties\":{\"id\":{\"type\":\"integer\"}}}";

  DestinationRun(Path folder) throws IOException {
    local = Files.createDirectories(folder.resolve("local"));
    connector = ConnectorHarness.of(new FileDestination(LocalFolder.at(local)));
  }

  DestinationRun configured(String json) {
    config = json;
    return this;
  }

  DestinationRun stream(String name, String namespace) {
    stream = new StreamDescriptor(name, namespace.isEmpty() ? null : namespace);
    return this;
  }

  DestinationRun schema(String json) {
    schema = json;
    return this;
  }

  /** Without generations. */
  ConfiguredStream stream(DestinationSyncMode mode) throws IOException {
    var described =
        new CatalogStream(
            stream.name(),
            stream.namespace(),
            (ObjectNode) Json.parse(schema),
            List.of(SyncMode.FULL_REFRESH),
            null,
            null,
            null,
            null,
            null,
            Map.of());
    return ConfiguredStream.of(described, SyncMode.FULL_REFRESH, mode);
  }

  ConnectorOutcome append(String... records) throws IOException, InterruptedException {
    return write(stream(DestinationSyncMode.APPEND), true, records);
  }

  /** All older data is to go when the stream is complete, which it is. */
  ConnectorOutcome replace(long generation, String... records)
      throws IOException, InterruptedException {
    return write(replacing(generation), true, records);
  }

  /** The same, but the input ends before the stream does. */
  ConnectorOutcome breakOff(long generation, String... records)
      throws IOException, InterruptedException {
    return write(replacing(generation), false, records);
  }

  ConfiguredStream replacing(long generation) throws IOException {
    return stream(DestinationSyncMode.APPEND).withGeneration(generation, generation, generation);
  }

  ConnectorOutcome write(ConfiguredStream configured, boolean complete, String... records)
      throws IOException, InterruptedException {
    var lines = new ArrayList<String>();
    for (String data : records) {
      lines.add(record(data));
    }
    lines.add(state("1"));
    if (complete) {
      lines.add(complete());
    }
    return connector.run(ConnectorCall.write(config(), catalog(configured)), lines);
  }

  ConnectorOutcome check() throws IOException, InterruptedException {
    return connector.run(ConnectorCall.check(config()));
  }

  JsonNode config() throws IOException {
    return Json.parse(config);
  }

  static ConfiguredCatalog catalog(ConfiguredStream configured) {
    return ConfiguredCatalog.of(List.of(configured));
  }

  String record(String data) {
    return "{\"type\":\"RECORD\",\"record\":{%s,\"emitted_at\":1,\"data\":%s}}"
        .formatted(names("stream"), data);
  }

  String state(String blob) {
    return "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{%s},\"stream_state\":{\"at\":%s}}}}"
        .formatted(names("name"), blob);
  }

  String complete() {
    return "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1.0,\"stream_status\":{\"stream_descriptor\":{%s},\"status\":\"COMPLETE\"}}}"
        .formatted(names("name"));
  }

  /** Names of all files, hidden ones too, below the folder. */
  List<String> files() throws IOException {
    try (var files = Files.walk(local)) {
      return files
          .filter(Files::isRegularFile)
          .map(each -> local.relativize(each).toString())
          .sorted()
          .toList();
    }
  }

  String text(String file) throws IOException {
    Path path = local.resolve(file);
    if (!file.endsWith(".gz")) {
      return Files.readString(path);
    }
    try (var in = new GZIPInputStream(Files.newInputStream(path))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private String names(String property) {
    String namespace =
        stream.namespace() == null ? "" : ",\"namespace\":" + Json.write(stream.namespace());
    return "\"%s\":%s%s".formatted(property, Json.write(stream.name()), namespace);
  }
}
