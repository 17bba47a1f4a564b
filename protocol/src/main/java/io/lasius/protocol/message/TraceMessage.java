package io.lasius.protocol.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;

/** What a connector tells about its run. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ErrorTrace.class, name = "ERROR"),
  @JsonSubTypes.Type(value = EstimateTrace.class, name = "ESTIMATE"),
  @JsonSubTypes.Type(value = StreamStatusTrace.class, name = "STREAM_STATUS"),
  @JsonSubTypes.Type(value = AnalyticsTrace.class, name = "ANALYTICS")
})
public sealed interface TraceMessage extends ProtocolMessage
    permits AnalyticsTrace, ErrorTrace, EstimateTrace, StreamStatusTrace {
  /** When it was told, in milliseconds since 1970; some connectors write fractions. */
  BigDecimal emittedAt();

  @Override
  @JsonIgnore
  default MessageType type() {
    return MessageType.TRACE;
  }
}
