package io.lasius.replication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.replication.mapper.StreamMapping;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that one sync needs.
 *
 * @param source null where nothing is read, so that the streams end up empty or as they are
 * @param sourceCatalog the configured streams under the source's names
 * @param destinationCatalog the same streams, in the same order, under the destination's names
 * @param supportsRefreshes whether the destination understands generations and waits for COMPLETE
 * @param mappings what becomes of the records of a stream, by the source's names; a stream without
 *     one passes as it is. The destination's catalog is as {@link StreamMapping#toDestination} says
 */
public record ReplicationPlan(
    @Nullable ConnectorLaunch source,
    ConnectorLaunch destination,
    ConfiguredCatalog sourceCatalog,
    ConfiguredCatalog destinationCatalog,
    StreamRouting routing,
    boolean supportsRefreshes,
    ReplicationLimits limits,
    RecordChecks checks,
    Map<StreamDescriptor, StreamMapping> mappings) {
  public ReplicationPlan {
    mappings = Map.copyOf(mappings);
  }

  /**
   * Whether an end of input makes the destination replace a stream's data by what it has got so
   * far. Such a destination is killed where that must not happen.
   */
  boolean endOfInputReplacesData() {
    return !supportsRefreshes
        && destinationCatalog.streams().stream()
            .anyMatch(stream -> stream.destinationSyncMode() == DestinationSyncMode.OVERWRITE);
  }

  /**
   * What a stream's state holds that its source did not send: no position where nothing was read
   * because the data goes, an unknown one else.
   */
  JsonNode stateOfNothing() {
    return source == null ? NullNode.getInstance() : Json.mapper().createObjectNode();
  }
}
