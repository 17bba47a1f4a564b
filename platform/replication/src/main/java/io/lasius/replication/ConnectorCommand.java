package io.lasius.replication;

import io.lasius.protocol.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a connector is to do: the command's name, and the files that it gets as options.
 *
 * @param name {@code spec}, {@code check}, {@code discover}, {@code read}, {@code write} or, of our
 *     own connectors, {@code count}
 * @param files content (JSON) by option name, in order: {@code config} becomes the argument {@code
 *     --config} with the path where the launcher put the file
 */
public record ConnectorCommand(String name, Map<String, String> files) {
  public ConnectorCommand {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  public static ConnectorCommand spec() {
    return new ConnectorCommand("spec", Map.of());
  }

  public static ConnectorCommand check(String config) {
    return new ConnectorCommand("check", Map.of("config", config));
  }

  public static ConnectorCommand discover(String config) {
    return new ConnectorCommand("discover", Map.of("config", config));
  }

  /**
   * Reads.
   *
   * @param state an array of states, or a bare LEGACY state; null where there is none
   */
  public static ConnectorCommand read(String config, String catalog, @Nullable String state) {
    var files = new LinkedHashMap<String, String>();
    files.put("config", config);
    files.put("catalog", catalog);
    if (state != null) {
      files.put("state", state);
    }
    return new ConnectorCommand("read", files);
  }

  public static ConnectorCommand write(String config, String catalog) {
    var files = new LinkedHashMap<String, String>();
    files.put("config", config);
    files.put("catalog", catalog);
    return new ConnectorCommand("write", files);
  }

  /** Counts records by a query of the connector's own language, SQL. */
  public static ConnectorCommand count(String config, String sql) {
    var files = new LinkedHashMap<String, String>();
    files.put("config", config);
    files.put("query", Json.write(Json.mapper().createObjectNode().put("sql", sql)));
    return new ConnectorCommand("count", files);
  }

  /** Whether the connector reads messages from its stdin. */
  public boolean readsInput() {
    return name.equals("write");
  }

  /** Whether the connector moves records, for minutes or hours. */
  public boolean movesRecords() {
    return name.equals("read") || readsInput();
  }

  /** The name alone: the files hold secrets. */
  @Override
  public String toString() {
    return name;
  }
}
