package io.lasius.connector.destinationdiscard;

import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.sdk.ConnectorMain;
import io.lasius.sdk.Destination;
import io.lasius.sdk.WriteSession;
import java.util.Set;

/** Takes records, counts them and keeps none; every state comes back. */
final class DiscardDestination implements Destination<DiscardConfig> {
  public static void main(String[] args) {
    System.exit(ConnectorMain.run(new DiscardDestination(), args));
  }

  @Override
  public Class<DiscardConfig> configType() {
    return DiscardConfig.class;
  }

  @Override
  public Set<DestinationSyncMode> syncModes() {
    return Set.of(
        DestinationSyncMode.APPEND,
        DestinationSyncMode.OVERWRITE,
        DestinationSyncMode.APPEND_DEDUP);
  }

  @Override
  public boolean supportsRefreshes() {
    return true;
  }

  @Override
  public void check(DiscardConfig config) {
    // There is nothing to reach.
  }

  @Override
  public WriteSession open(DiscardConfig config, ConfiguredCatalog catalog) {
    return new DiscardSession();
  }
}
