package io.lasius.server.cli;

import io.lasius.server.container.ContainerImage;
import io.lasius.server.container.LocalFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which folder a connector run by hand sees as {@code /local}. */
final class LocalFolders {
  private LocalFolders() {}

  /**
   * The folder named; else, where the image asks for one, the platform's, which is made if need be.
   *
   * @return null where the connector gets none
   */
  static @Nullable LocalFolder choose(@Nullable Path named, ContainerImage image, DataFolder data) {
    if (named == null && !image.wantsLocalFolder()) {
      return null;
    }
    try {
      return LocalFolder.of(named == null ? Files.createDirectories(data.local()) : named);
    } catch (IOException e) {
      throw CliException.wrongCall(
          named == null
              ? "the folder for /local could not be made at %s (%s): name another with --local"
                  .formatted(data.local(), e)
              : "--local names %s, which is no folder of this machine".formatted(named),
          e);
    }
  }
}
