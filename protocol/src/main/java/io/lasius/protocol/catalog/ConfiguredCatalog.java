package io.lasius.protocol.catalog;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.UnknownProperties;
import java.util.List;
import java.util.Map;

/** What a connection syncs. */
public record ConfiguredCatalog(
    List<ConfiguredStream> streams,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties) {
  public ConfiguredCatalog {
    streams = streams == null ? List.of() : List.copyOf(streams);
    additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }

  public static ConfiguredCatalog of(List<ConfiguredStream> streams) {
    return new ConfiguredCatalog(streams, Map.of());
  }
}
