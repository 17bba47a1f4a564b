package io.lasius.protocol.message;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.UnknownProperties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line of a connector's log. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogMessage(
    LogLevel level,
    String message,
    @JsonProperty("stack_trace") @Nullable String stackTrace,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties)
    implements ProtocolMessage {
  public LogMessage {
    additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }

  public static LogMessage of(LogLevel level, String message) {
    return new LogMessage(level, message, null, Map.of());
  }

  @Override
  public MessageType type() {
    return MessageType.LOG;
  }
}
