package io.lasius.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.ConnectorSpecification;
import io.lasius.protocol.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The settings that a connector's specification asks for, one a line. */
final class SpecTable {
  private static final int LAST = Integer.MAX_VALUE;

  private final TextTable table =
      new TextTable("setting", "type", "required", "default", "secret", "description");

  private SpecTable() {}

  static String of(ConnectorSpecification spec, int width) {
    var table = new SpecTable();
    table.addProperties("", spec.connectionSpecification());
    return table.table.text(width) + abilities(spec);
  }

  private static String abilities(ConnectorSpecification spec) {
    var text = new StringBuilder();
    if (!spec.supportedDestinationSyncModes().isEmpty()) {
      var modes =
          spec.supportedDestinationSyncModes().stream()
              .map(mode -> mode.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
      text.append("sync modes: ").append(modes).append('\n');
    }
    if (spec.documentationUrl() != null) {
      text.append("documentation: ").append(TextTable.printable(spec.documentationUrl()));
      text.append('\n');
    }
    return text.isEmpty() ? "" : "\n" + text;
  }

  private void addProperties(String path, JsonNode schema) {
    var required = new HashSet<String>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    var properties = new ArrayList<>(schema.path("properties").properties());
    properties.sort(Comparator.comparingInt(p -> p.getValue().path("order").asInt(LAST)));
    for (Map.Entry<String, JsonNode> property : properties) {
      add(path + property.getKey(), property.getValue(), required.contains(property.getKey()));
    }
  }

  private void add(String path, JsonNode schema, boolean required) {
    var secret = schema.path("airbyte_secret").asBoolean();
    table.row(
        path,
        SchemaTypes.of(schema),
        required ? "yes" : "",
        secret ? "" : value(schema),
        secret ? "yes" : "",
        description(schema));
    addProperties(path + ".", schema);
    var items = schema.path("items");
    if (items.has("properties")) {
      addProperties(path + "[].", items);
    }
    var options = schema.has("oneOf") ? schema.path("oneOf") : schema.path("anyOf");
    for (var option : options) {
      addProperties("%s (%s).".formatted(path, option.path("title").asText("option")), option);
    }
  }

  /** The default, or what a setting always is. */
  private static String value(JsonNode schema) {
    var value = schema.has("const") ? schema.path("const") : schema.path("default");
    if (value.isMissingNode()) {
      return "";
    }
    return value.isTextual() ? value.textValue() : Json.write(value);
  }

  /** Written as HTML by many connectors. */
  private static String description(JsonNode schema) {
    var text = schema.path("description").asText(schema.path("title").asText(""));
    var plain = text.replaceAll("<[^<>]*>", "").replaceAll("\\s+", " ").strip();
    var choices = schema.path("enum");
    return choices.isArray() ? (plain + " One of: " + Json.write(choices)).strip() : plain;
  }
}
