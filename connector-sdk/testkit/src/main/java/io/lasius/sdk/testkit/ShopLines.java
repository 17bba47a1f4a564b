package io.lasius.sdk.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.protocol.json.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Lines of a stream of users, as a platform writes them to a destination. */
final class ShopLines {
  static final String STREAM = "users";

  private static final String SCHEMA =
      """
      {"type": "object", "properties": {
        "id": {"type": "integer"},
        "name": {"type": ["null", "string"]},
        "updated_at": {"type": "string", "format": "date-time"}}}
      """;

  private final DestinationSyncMode mode;

  ShopLines(DestinationSyncMode mode) {
    this.mode = mode;
  }

  /** The numbers that a write gets. */
  record Generation(ShopLines lines, long number, long minimum) {}

  Generation generation(long number, long minimum) {
    return new Generation(this, number, minimum);
  }

  ConfiguredCatalog catalog(Generation generation) {
    var stream =
        new CatalogStream(
            STREAM,
            null,
            (ObjectNode) parse(SCHEMA),
            List.of(SyncMode.FULL_REFRESH, SyncMode.INCREMENTAL),
            true,
            List.of("updated_at"),
            List.of(List.of("id")),
            true,
            null,
            Map.of());
    var configured =
        new ConfiguredStream(
            stream,
            SyncMode.INCREMENTAL,
            mode,
            List.of("updated_at"),
            List.of(List.of("id")),
            generation.number(),
            generation.minimum(),
            generation.number(),
            Map.of());
    return ConfiguredCatalog.of(List.of(configured));
  }

  /** Records of the users with these ids, as lines. */
  List<String> users(long first, long last) {
    return data(first, last).stream().map(ShopLines::line).toList();
  }

  /** The same users, changed later. */
  List<String> changedUsers(long first, long last) {
    return changedData(first, last).stream().map(ShopLines::line).toList();
  }

  List<JsonNode> data(long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(id -> user(id, "\"User %d – \\\"ü\\\"\"".formatted(id), 1))
        .toList();
  }

  List<JsonNode> changedData(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(id -> user(id, "null", 2)).toList();
  }

  String state(int number) {
    return "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":"
        + "{\"name\":\"users\"},\"stream_state\":"
        + stateBlob(number)
        + "},\"id\":"
        + number
        + ",\"sourceStats\":{\"recordCount\":1.0}}}";
  }

  /** A state of properties and numbers that do not survive a detour over a tree of doubles. */
  String stateBlob(int number) {
    return "{ \"at\":%d,\"price\":37.00,\"big\":12345678901234567890.123,\"n\":null}"
        .formatted(number);
  }

  String complete() {
    return "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1.0,"
        + "\"stream_status\":{\"stream_descriptor\":{\"name\":\"users\"},\"status\":\"COMPLETE\"}}}";
  }

  private static JsonNode user(long id, String name, int day) {
    return parse(
        "{\"id\":%d,\"name\":%s,\"updated_at\":\"2026-01-0%dT00:00:00Z\"}"
            .formatted(id, name, day));
  }

  private static String line(JsonNode data) {
    return "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"emitted_at\":1767225600000,"
        + "\"data\":"
        + data
        + "}}";
  }

  private static JsonNode parse(String json) {
    try {
      return Json.parse(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
