package io.lasius.server.connection;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.definition.Connector;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What may surprise whoever saves a connection. */
@Singleton
final class ConnectionWarnings {
  private final DestinationNames names;

  ConnectionWarnings(DestinationNames names) {
    this.names = names;
  }

  /**
   * A connection that was stored, with its warnings.
   *
   * @param writer the destination's connector; null where the streams stay as they were
   * @param anew streams that are read in another way than before
   */
  SavedConnection on(
      Connection connection, @Nullable Connector writer, List<StreamDescriptor> anew) {
    var warnings = new ArrayList<>(names.sharedWith(connection));
    if (!anew.isEmpty()) {
      warnings.add(
          "their states are forgotten, since these streams are read by another cursor or in another mode; the next sync reads them from their beginning: "
              + anew.stream().map(StreamDescriptor::toString).collect(Collectors.joining(", ")));
    }
    if (writer != null && !writer.supportsRefreshes()) {
      var replaced =
          connection.streams().stream()
              .filter(stream -> stream.syncMode().replacesData())
              .map(stream -> stream.descriptor().toString())
              .toList();
      if (!replaced.isEmpty()) {
        warnings.add(
            "the destination knows no generations: if the server dies in a sync, these streams may show only a part of their rows until the next attempt has replaced them: "
                + String.join(", ", replaced));
      }
    }
    return new SavedConnection(connection, warnings);
  }
}
