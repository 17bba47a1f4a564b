package io.lasius.connector.destinationfile;

import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.sdk.ConfigException;
import io.lasius.sdk.ConnectorMain;
import io.lasius.sdk.Destination;
import io.lasius.sdk.WriteSession;
import io.lasius.sdk.local.LocalFolder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Writes each stream to a file in the operator's folder: JSON lines or CSV, also compressed. */
public final class FileDestination implements Destination<FileDestinationConfig> {
  private final LocalFolder folder;

  FileDestination(LocalFolder folder) {
    this.folder = folder;
  }

  public static void main(String[] args) {
    System.exit(ConnectorMain.run(new FileDestination(LocalFolder.ofContainer()), args));
  }

  @Override
  public Class<FileDestinationConfig> configType() {
    return FileDestinationConfig.class;
  }

  @Override
  public Set<DestinationSyncMode> syncModes() {
    return Set.of(DestinationSyncMode.APPEND, DestinationSyncMode.OVERWRITE);
  }

  @Override
  public boolean supportsRefreshes() {
    return true;
  }

  /** Writes a file, and removes it. */
  @Override
  public void check(FileDestinationConfig config) throws ConfigException, IOException {
    try {
      Path real = folder.createFolder(folder.resolve(config.folder()));
      Files.delete(Files.createTempFile(real, ".check-", ".tmp"));
    } catch (FileSystemException e) {
      String why = e instanceof AccessDeniedException ? "access is denied" : e.getReason();
      throw new ConfigException(
          "the folder '%s' cannot be written to (%s): let the connector's user write there"
              .formatted(config.folder(), why),
          e);
    }
  }

  @Override
  public WriteSession open(FileDestinationConfig config, ConfiguredCatalog catalog) {
    return new FileSession(folder, config);
  }
}
