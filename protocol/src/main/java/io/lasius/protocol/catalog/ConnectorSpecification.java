package io.lasius.protocol.catalog;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.UnknownProperties;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connector's configuration schema and declared abilities.
 *
 * @param connectionSpecification JSON Schema (draft-07) of the configuration
 * @param supportedDestinationSyncModes what a destination can do; empty for a source
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectorSpecification(
    ObjectNode connectionSpecification,
    @Nullable String documentationUrl,
    @Nullable String changelogUrl,
    @Nullable Boolean supportsIncremental,
    @JsonProperty("supported_destination_sync_modes")
        List<DestinationSyncMode> supportedDestinationSyncModes,
    @JsonProperty("protocol_version") @Nullable String protocolVersion,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties) {
  public ConnectorSpecification {
    if (connectionSpecification == null) {
      throw new IllegalArgumentException("the specification has no connectionSpecification");
    }
    supportedDestinationSyncModes =
        supportedDestinationSyncModes == null
            ? List.of()
            : List.copyOf(supportedDestinationSyncModes);
    additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }
}
