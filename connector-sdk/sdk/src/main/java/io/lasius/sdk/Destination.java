package io.lasius.sdk;

import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.DestinationSyncMode;
import java.io.IOException;
import java.util.Set;

/** A connector that writes. */
public non-sealed interface Destination<C extends Record> extends Connector<C> {
  /** The modes that it can write a stream in. */
  Set<DestinationSyncMode> syncModes();

  /**
   * Whether it knows generations. Then a stream is complete when the platform says so; else the end
   * of the input says it, of all streams.
   */
  boolean supportsRefreshes();

  /** Begins one write. */
  WriteSession open(C config, ConfiguredCatalog catalog)
      throws ConnectorException, IOException, InterruptedException;
}
