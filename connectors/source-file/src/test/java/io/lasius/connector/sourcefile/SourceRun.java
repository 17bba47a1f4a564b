package io.lasius.connector.sourcefile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.protocol.json.Json;
import io.lasius.sdk.ConnectorMain;
import io.lasius.sdk.local.LocalFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A folder that takes the place of /local, and what the source says of it. */
final class SourceRun {
  final Path local;
  private final Path settings;
  private String config = "{}";

  /** What one command wrote, line by line, and how it ended. */
  record Outcome(int exit, List<JsonNode> messages, List<String> lines) {
    List<JsonNode> ofType(String type) {
      return messages.stream().filter(each -> each.path("type").asText().equals(type)).toList();
    }

    /** Data of the records, as it was written. */
    List<String> records() {
      return lines.stream()
          .filter(line -> line.startsWith("{\"type\":\"RECORD\""))
          .map(SourceRun::data)
          .toList();
    }

    String error() {
      return ofType("TRACE").stream()
          .map(each -> each.path("trace").path("error").path("message").asText())
          .filter(text -> !text.isEmpty())
          .findFirst()
          .orElse("");
    }

    JsonNode lastState() {
      return ofType("STATE").getLast().path("state");
    }

    JsonNode schemaOf(String stream) {
      for (JsonNode each : ofType("CATALOG").getFirst().path("catalog").path("streams")) {
        if (each.path("name").asText().equals(stream)) {
          return each.path("json_schema").path("properties");
        }
      }
      throw new AssertionError("no stream " + stream + " in " + messages);
    }
  }

  SourceRun(Path folder) throws IOException {
    local = Files.createDirectories(folder.resolve("local"));
    settings = Files.createDirectories(folder.resolve("settings"));
  }

  SourceRun file(String name, String content) throws IOException {
    Path path = local.resolve(name);
    Files.createDirectories(path.resolveSibling(""));
    Files.writeString(path, content);
    return this;
  }

  /** A file of the class path, by its own name. */
  SourceRun resource(String path) throws IOException {
    try (var in = Objects.requireNonNull(SourceRun.class.getResourceAsStream("/" + path))) {
      Files.copy(in, local.resolve(path.substring(path.lastIndexOf('/') + 1)));
    }
    return this;
  }

  SourceRun configured(String json) {
    config = json;
    return this;
  }

  Outcome check() throws IOException {
    return run("check", "--config", write("config", config));
  }

  Outcome discover() throws IOException {
    return run("discover", "--config", write("config", config));
  }

  /** Reads all streams that discover finds. */
  Outcome read(SyncMode mode, @Nullable JsonNode state) throws IOException {
    return run(readArguments(mode, state).toArray(String[]::new));
  }

  List<String> readArguments(SyncMode mode, @Nullable JsonNode state) throws IOException {
    return readArguments(catalog(mode), state);
  }

  List<String> readArguments(ConfiguredCatalog catalog, @Nullable JsonNode state)
      throws IOException {
    var arguments = new ArrayList<>(List.of("read", "--config", write("config", config)));
    arguments.addAll(List.of("--catalog", write("catalog", Json.write(catalog))));
    if (state != null) {
      arguments.addAll(List.of("--state", write("state", "[" + Json.write(state) + "]")));
    }
    return arguments;
  }

  ConfiguredCatalog catalog(SyncMode mode) throws IOException {
    var discovered = discover();
    var catalog =
        Json.mapper()
            .treeToValue(discovered.ofType("CATALOG").getFirst().path("catalog"), Catalog.class);
    return ConfiguredCatalog.of(
        catalog.streams().stream()
            .map(each -> ConfiguredStream.of(each, mode, DestinationSyncMode.APPEND))
            .toList());
  }

  Outcome run(String... arguments) throws IOException {
    var out = new ByteArrayOutputStream();
    int exit =
        ConnectorMain.run(
            new FileSource(LocalFolder.at(local)),
            List.of(arguments),
            InputStream.nullInputStream(),
            Channels.newChannel(out));
    return outcome(exit, out.toString(UTF_8));
  }

  /** What is in an output, of which the last line may be torn. */
  static Outcome outcome(int exit, String output) throws IOException {
    int end = output.lastIndexOf('\n') + 1;
    List<String> lines = output.substring(0, end).lines().toList();
    var messages = new ArrayList<JsonNode>();
    for (String line : lines) {
      messages.add(Json.parse(line));
    }
    return new Outcome(exit, messages, lines);
  }

  static ObjectNode object(String json) {
    try {
      return (ObjectNode) Json.parse(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private String write(String name, String json) throws IOException {
    return Files.writeString(settings.resolve(name + ".json"), json).toString();
  }

  private static String data(String line) {
    int start = line.indexOf("\"data\":") + 7;
    int meta = line.indexOf(",\"meta\":", start);
    return line.substring(start, meta < 0 ? line.length() - 2 : meta);
  }
}
