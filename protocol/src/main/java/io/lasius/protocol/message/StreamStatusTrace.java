package io.lasius.protocol.message;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.UnknownProperties;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a stream stands. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StreamStatusTrace(
    @JsonProperty("emitted_at") BigDecimal emittedAt,
    @JsonProperty("stream_status") StreamStatus streamStatus,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties)
    implements TraceMessage {
  public StreamStatusTrace {
    if (streamStatus == null) {
      throw new IllegalArgumentException("a stream status trace has no stream_status");
    }
    additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }

  /** A status without reasons. */
  public static StreamStatusTrace of(StreamDescriptor stream, Status status, long emittedAt) {
    return new StreamStatusTrace(
        BigDecimal.valueOf(emittedAt), new StreamStatus(stream, status, null, Map.of()), Map.of());
  }

  /** The status of one stream, and what it waits for. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StreamStatus(
      @JsonProperty("stream_descriptor") StreamDescriptor streamDescriptor,
      Status status,
      @Nullable List<ObjectNode> reasons,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties) {
    public StreamStatus {
      if (streamDescriptor == null || status == null) {
        throw new IllegalArgumentException("a stream status needs its stream and status");
      }
      reasons = reasons == null ? null : List.copyOf(reasons);
      additionalProperties = UnknownProperties.copyOf(additionalProperties);
    }
  }

  /** Where a stream can stand. */
  public enum Status {
    STARTED,
    RUNNING,
    COMPLETE,
    INCOMPLETE
  }
}
