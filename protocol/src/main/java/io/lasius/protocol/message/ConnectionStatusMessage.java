package io.lasius.protocol.message;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.UnknownProperties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer to check.
 *
 * @param message why it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionStatusMessage(
    Status status,
    @Nullable String message,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties)
    implements ProtocolMessage {
  public ConnectionStatusMessage {
    additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }

  public static ConnectionStatusMessage succeeded() {
    return new ConnectionStatusMessage(Status.SUCCEEDED, null, Map.of());
  }

  public static ConnectionStatusMessage failed(String reason) {
    return new ConnectionStatusMessage(Status.FAILED, reason, Map.of());
  }

  @Override
  public MessageType type() {
    return MessageType.CONNECTION_STATUS;
  }

  /** Whether the configuration works. */
  public enum Status {
    SUCCEEDED,
    FAILED
  }
}
