package io.lasius.protocol.message;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.UnknownProperties;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connector's updated configuration, which replaces the stored one.
 *
 * @param controlType {@code CONNECTOR_CONFIG}; another type is kept and ignored
 * @param emittedAt milliseconds since 1970
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ControlMessage(
    @JsonProperty("type") String controlType,
    @JsonProperty("emitted_at") BigDecimal emittedAt,
    @Nullable ConnectorConfig connectorConfig,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties)
    implements ProtocolMessage {
  /** The one type of control message that the protocol has. */
  public static final String CONNECTOR_CONFIG = "CONNECTOR_CONFIG";

  public ControlMessage {
    additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }

  @Override
  @JsonIgnore
  public MessageType type() {
    return MessageType.CONTROL;
  }

  /** The new configuration, whole. */
  public record ConnectorConfig(
      ObjectNode config, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties) {
    public ConnectorConfig {
      additionalProperties = UnknownProperties.copyOf(additionalProperties);
    }
  }
}
