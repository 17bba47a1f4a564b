package io.lasius.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.ErrorTrace;
import io.lasius.protocol.message.ProtocolMessage;
import io.lasius.protocol.message.StateMessage;
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
import java.util.Map;
import java.util.stream.Stream;

/** One call of a connector, over memory. */
record TestRun(int status, List<String> lines) {
  /** Files of one call, in a folder of the test's. */
  record CallFolder(Path folder) {
    List<String> read(String config, String... streams) throws IOException {
      return arguments("read", config, streams);
    }

    List<String> write(String config, String... streams) throws IOException {
      return arguments("write", config, streams);
    }

    List<String> check(String config) throws IOException {
      return List.of("check", "--config", file("config.json", config));
    }

    List<String> count(String config, String query) throws IOException {
      return List.of(
          "count", "--config", file("config.json", config), "--query", file("query.json", query));
    }

    String file(String name, String content) throws IOException {
      return Files.writeString(folder.resolve(name), content).toString();
    }

    private List<String> arguments(String command, String config, String... streams)
        throws IOException {
      return List.of(
          command,
          "--config",
          file("config.json", config),
          "--catalog",
          file("catalog.json", Json.write(catalog(streams))));
    }
  }

  static TestRun of(Connector<?> connector, List<String> arguments, String... input) {
    return of(connector, arguments, new ByteArrayInputStream(text(input)));
  }

  static TestRun of(Connector<?> connector, List<String> arguments, InputStream input) {
    var output = new ByteArrayOutputStream();
    int status = ConnectorMain.run(connector, arguments, input, Channels.newChannel(output));
    return new TestRun(status, output.toString(UTF_8).lines().toList());
  }

  static ConfiguredCatalog catalog(String... streams) {
    return ConfiguredCatalog.of(
        Stream.of(streams)
            .map(name ->
                ConfiguredStream.of(stream(name), SyncMode.INCREMENTAL, DestinationSyncMode.APPEND))
            .toList());
  }

  static CatalogStream stream(String name) {
    return new CatalogStream(
        name,
        null,
        Json.mapper().createObjectNode(),
        List.of(SyncMode.INCREMENTAL),
        true,
        null,
        null,
        null,
        null,
        Map.of());
  }

  static String record(String stream, int id) {
    return "{\"type\":\"RECORD\",\"record\":{\"stream\":\"%s\",\"emitted_at\":1,\"data\":{\"id\":%d}}}"
        .formatted(stream, id);
  }

  static String state(String stream, int at) {
    return ("{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":"
            + "{\"name\":\"%s\"},\"stream_state\":{\"at\":%d.00}},\"id\":%d}}")
        .formatted(stream, at, at);
  }

  static String status(String stream, String status) {
    return ("{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1,"
            + "\"stream_status\":{\"stream_descriptor\":{\"name\":\"%s\"},\"status\":\"%s\"}}}")
        .formatted(stream, status);
  }

  List<ErrorTrace.ConnectorError> errors() throws IOException {
    return messages(ErrorTrace.class).stream().map(ErrorTrace::error).toList();
  }

  List<String> states() throws IOException {
    return messages(StateMessage.class).stream().map(StateMessage::json).toList();
  }

  <M extends ProtocolMessage> List<M> messages(Class<M> type) throws IOException {
    var found = new ArrayList<M>();
    for (String line : lines) {
      ProtocolMessage message = MessageCodec.read(line.getBytes(UTF_8));
      if (type.isInstance(message)) {
        found.add(type.cast(message));
      }
    }
    return found;
  }

  private static byte[] text(String... lines) {
    return (String.join("\n", lines) + "\n").getBytes(UTF_8);
  }
}
