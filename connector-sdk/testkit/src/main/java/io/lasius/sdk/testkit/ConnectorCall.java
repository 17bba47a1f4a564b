package io.lasius.sdk.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call of a connector: a command and the content of the files that its options name.
 *
 * @param files content by option, such as {@code --config}
 */
public record ConnectorCall(String command, Map<String, String> files) {
  public ConnectorCall {
    files = Map.copyOf(files);
  }

  public static ConnectorCall spec() {
    return new ConnectorCall("spec", Map.of());
  }

  public static ConnectorCall check(JsonNode config) {
    return new ConnectorCall("check", Map.of("--config", Json.write(config)));
  }

  public static ConnectorCall discover(JsonNode config) {
    return new ConnectorCall("discover", Map.of("--config", Json.write(config)));
  }

  /** Without a state; {@link #withState} adds one. */
  public static ConnectorCall read(JsonNode config, ConfiguredCatalog catalog) {
    return new ConnectorCall(
        "read", Map.of("--config", Json.write(config), "--catalog", Json.write(catalog)));
  }

  public static ConnectorCall write(JsonNode config, ConfiguredCatalog catalog) {
    return new ConnectorCall(
        "write", Map.of("--config", Json.write(config), "--catalog", Json.write(catalog)));
  }

  /** For a connector that counts records by a query. */
  public static ConnectorCall count(JsonNode config, String sql) {
    var query = Json.mapper().createObjectNode().put("sql", sql);
    return new ConnectorCall(
        "count", Map.of("--config", Json.write(config), "--query", Json.write(query)));
  }

  /** The same from a state: the JSON text of an array of states. */
  public ConnectorCall withState(String states) {
    var more = new LinkedHashMap<>(files);
    more.put("--state", states);
    return new ConnectorCall(command, more);
  }
}
