package io.lasius.protocol.catalog;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.UnknownProperties;
import java.util.List;
import java.util.Map;

/** What discover found. */
public record Catalog(
    List<CatalogStream> streams,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties) {
  public Catalog {
    streams = streams == null ? List.of() : List.copyOf(streams);
    additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }

  public static Catalog of(List<CatalogStream> streams) {
    return new Catalog(streams, Map.of());
  }
}
