package io.lasius.connector.fault;

import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.sdk.ConfigException;
import io.lasius.sdk.Destination;
import io.lasius.sdk.WriteSession;
import io.lasius.sdk.local.LocalFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what comes and returns states truly; what breaks on the way in is the faults' part. */
final class FaultDestination implements Destination<FaultConfig> {
  private final LocalFolder local;
  private final Faults faults;

  FaultDestination(LocalFolder local, Faults faults) {
    this.local = local;
    this.faults = faults;
  }

  @Override
  public Class<FaultConfig> configType() {
    return FaultConfig.class;
  }

  @Override
  public void check(FaultConfig config) throws ConfigException, IOException {
    folder(config);
  }

  @Override
  public Set<DestinationSyncMode> syncModes() {
    return Set.of(DestinationSyncMode.APPEND);
  }

  @Override
  public boolean supportsRefreshes() {
    return false;
  }

  @Override
  public WriteSession open(FaultConfig config, ConfiguredCatalog catalog)
      throws ConfigException, IOException {
    return new NumberSession(folder(config), faults);
  }

  private @Nullable Path folder(FaultConfig config) throws ConfigException, IOException {
    return config.folder() == null ? null : local.createFolder(local.resolve(config.folder()));
  }
}
