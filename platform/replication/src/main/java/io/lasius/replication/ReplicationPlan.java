package io.lasius.replication;

import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.DestinationSyncMode;

/**
 * All that one sync needs.
 *
 * @param sourceCatalog the configured streams under the source's names
 * @param destinationCatalog the same streams, in the same order, under the destination's names
 * @param supportsRefreshes whether the destination understands generations and waits for COMPLETE
 */
public record ReplicationPlan(
    ConnectorLaunch source,
    ConnectorLaunch destination,
    ConfiguredCatalog sourceCatalog,
    ConfiguredCatalog destinationCatalog,
    StreamRouting routing,
    boolean supportsRefreshes,
    ReplicationLimits limits,
    RecordChecks checks) {

  /**
   * Whether an end of input makes the destination replace a stream's data by what it has got so
   * far. Such a destination is killed where that must not happen.
   */
  boolean endOfInputReplacesData() {
    return !supportsRefreshes
        && destinationCatalog.streams().stream()
            .anyMatch(stream -> stream.destinationSyncMode() == DestinationSyncMode.OVERWRITE);
  }
}
