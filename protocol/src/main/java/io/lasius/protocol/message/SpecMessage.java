package io.lasius.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.lasius.protocol.catalog.ConnectorSpecification;

/** Answer to spec. */
public record SpecMessage(@JsonValue ConnectorSpecification spec) implements ProtocolMessage {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SpecMessage {}

  @Override
  public MessageType type() {
    return MessageType.SPEC;
  }
}
