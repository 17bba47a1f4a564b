package io.lasius.server.connection;

import io.lasius.protocol.catalog.ConnectorSpecification;
import io.lasius.protocol.catalog.DestinationSyncMode;
import java.util.EnumSet;
import java.util.Set;

/** What destinations can do. */
public final class DestinationModes {
  private DestinationModes() {}

  /** One that does not say what it can do is taken to know the two modes that all have had. */
  public static Set<DestinationSyncMode> of(ConnectorSpecification specification) {
    var modes = specification.supportedDestinationSyncModes();
    return modes.isEmpty()
        ? EnumSet.of(DestinationSyncMode.APPEND, DestinationSyncMode.OVERWRITE)
        : EnumSet.copyOf(modes);
  }
}
