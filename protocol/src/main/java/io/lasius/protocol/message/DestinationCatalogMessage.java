package io.lasius.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.lasius.protocol.catalog.DestinationCatalog;

/** Answer to discover at a destination. */
public record DestinationCatalogMessage(@JsonValue DestinationCatalog catalog)
    implements ProtocolMessage {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public DestinationCatalogMessage {}

  @Override
  public MessageType type() {
    return MessageType.DESTINATION_CATALOG;
  }
}
