package io.lasius.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.lasius.protocol.catalog.Catalog;

/** Answer to discover at a source. */
public record CatalogMessage(@JsonValue Catalog catalog) implements ProtocolMessage {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CatalogMessage {}

  @Override
  public MessageType type() {
    return MessageType.CATALOG;
  }
}
