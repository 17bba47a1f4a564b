package io.lasius.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.stream.Collectors;

/** A line of an attempt's log, for people. */
final class LogText {
  private static final int MILLISECONDS = 3;
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(MILLISECONDS).toFormatter();

  private LogText() {}

  /**
   * As in: 2026-01-02T03:04:05.678Z source WARN [users] it is slow. What has several lines goes on
   * in lines that are indented.
   */
  static String of(String json) {
    try {
      var line = Json.parse(json);
      return "%s %-11s %-5s %s%s"
          .formatted(
              time(line.path("time").asText()),
              TextTable.printable(line.path("origin").asText()),
              TextTable.printable(line.path("level").asText()),
              stream(line.path("stream")),
              text(line.path("text").asText()));
    } catch (JsonProcessingException _) {
      // Torn off by the sudden death of a server.
      return TextTable.printable(json);
    }
  }

  private static String time(String text) {
    try {
      return TIME.format(Instant.parse(text));
    } catch (DateTimeException _) {
      return TextTable.printable(text);
    }
  }

  private static String stream(JsonNode stream) {
    var name = stream.path("name").asText();
    if (name.isEmpty()) {
      return "";
    }
    var namespace = stream.path("namespace").asText("");
    return "[%s] "
        .formatted(TextTable.printable(namespace.isEmpty() ? name : namespace + "." + name));
  }

  private static String text(String text) {
    return text.lines().map(TextTable::printable).collect(Collectors.joining("\n    "));
  }
}
