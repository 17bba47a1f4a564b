package io.lasius.protocol.catalog;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.UnknownProperties;
import java.util.List;
import java.util.Map;

/** What a destination offers to write to: the answer to discover at a destination. */
public record DestinationCatalog(
    List<Operation> operations,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties) {
  public DestinationCatalog {
    operations = operations == null ? List.of() : List.copyOf(operations);
    additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }

  /** An object of the destination, and one way to write it. */
  public record Operation(
      @JsonProperty("object_name") String objectName,
      @JsonProperty("sync_mode") DestinationSyncMode syncMode,
      @JsonProperty("json_schema") ObjectNode jsonSchema,
      @JsonProperty("matching_keys") List<List<String>> matchingKeys,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties) {
    public Operation {
      matchingKeys = matchingKeys == null ? List.of() : Paths.copyOf(matchingKeys);
      additionalProperties = UnknownProperties.copyOf(additionalProperties);
    }
  }
}
