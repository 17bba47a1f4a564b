package io.lasius.protocol.message;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.UnknownProperties;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a connector, or one stream of it, failed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorTrace(
    @JsonProperty("emitted_at") BigDecimal emittedAt,
    ConnectorError error,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties)
    implements TraceMessage {
  public ErrorTrace {
    if (error == null) {
      throw new IllegalArgumentException("an error trace has no error");
    }
    additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }

  /**
   * The failure itself.
   *
   * @param message for the user
   * @param internalMessage for the log
   * @param failureType an unknown one counts as a system error, a missing one is null
   * @param streamDescriptor the stream that failed; null for the whole connector
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ConnectorError(
      String message,
      @JsonProperty("internal_message") @Nullable String internalMessage,
      @JsonProperty("stack_trace") @Nullable String stackTrace,
      @JsonProperty("failure_type") @Nullable FailureType failureType,
      @JsonProperty("stream_descriptor") @Nullable StreamDescriptor streamDescriptor,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties) {
    public ConnectorError {
      if (message == null) {
        throw new IllegalArgumentException("an error trace has no message");
      }
      additionalProperties = UnknownProperties.copyOf(additionalProperties);
    }
  }
}
