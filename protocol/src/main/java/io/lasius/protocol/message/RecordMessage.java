package io.lasius.protocol.message;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.UnknownProperties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a stream.
 *
 * @param emittedAt when the source read it, in milliseconds since 1970
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordMessage(
    String stream,
    @Nullable String namespace,
    ObjectNode data,
    @JsonProperty("emitted_at") long emittedAt,
    @Nullable RecordMeta meta,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties)
    implements ProtocolMessage {
  public RecordMessage {
    if (stream == null || data == null) {
      throw new IllegalArgumentException("a record needs a stream and a data object");
    }
    additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }

  @JsonIgnore
  public StreamDescriptor descriptor() {
    return new StreamDescriptor(stream, namespace);
  }

  @Override
  public MessageType type() {
    return MessageType.RECORD;
  }
}
