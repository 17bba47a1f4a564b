package io.lasius.protocol.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.UnknownProperties;
import io.lasius.protocol.message.ProtocolMessage;
import java.util.Map;

/** A message with what its envelope holds beside it. */
public record Envelope(ProtocolMessage message, Map<String, JsonNode> additionalProperties) {
  public Envelope {
    additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }
}
