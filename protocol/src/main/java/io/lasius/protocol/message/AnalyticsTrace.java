package io.lasius.protocol.message;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.UnknownProperties;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A figure for the connector's makers; shown in the log, and sent nowhere. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnalyticsTrace(
    @JsonProperty("emitted_at") BigDecimal emittedAt,
    @Nullable JsonNode analytics,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties)
    implements TraceMessage {
  public AnalyticsTrace {
    additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }
}
