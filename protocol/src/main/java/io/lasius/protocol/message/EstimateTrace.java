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

/** How much a source expects to read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EstimateTrace(
    @JsonProperty("emitted_at") BigDecimal emittedAt,
    Estimate estimate,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties)
    implements TraceMessage {
  public EstimateTrace {
    if (estimate == null) {
      throw new IllegalArgumentException("an estimate trace has no estimate");
    }
    additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }

  /**
   * The estimate itself.
   *
   * @param rowEstimate records; null where unknown
   * @param byteEstimate bytes; null where unknown
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Estimate(
      String name,
      Scope type,
      @Nullable String namespace,
      @JsonProperty("row_estimate") @Nullable Long rowEstimate,
      @JsonProperty("byte_estimate") @Nullable Long byteEstimate,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties) {
    public Estimate {
      additionalProperties = UnknownProperties.copyOf(additionalProperties);
    }
  }

  /** What is estimated. */
  public enum Scope {
    STREAM,
    SYNC
  }
}
