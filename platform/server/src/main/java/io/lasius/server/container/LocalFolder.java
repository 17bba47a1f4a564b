package io.lasius.server.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The operator's folder on the engine's machine, seen as {@code /local} by the connectors that ask
 * for it. They run as its owner, so that what they write belongs to the operator.
 */
public record LocalFolder(Path path, int uid, int gid) {
  public LocalFolder {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("the local folder %s is no absolute path".formatted(path));
    }
  }

  /**
   * The folder of this machine at a path.
   *
   * @throws IOException if there is no such folder
   */
  public static LocalFolder of(Path path) throws IOException {
    var real = path.toRealPath();
    if (!Files.isDirectory(real)) {
      throw new IOException("the local folder %s is no folder".formatted(real));
    }
    return new LocalFolder(
        real,
        (int) Files.getAttribute(real, "unix:uid"),
        (int) Files.getAttribute(real, "unix:gid"));
  }
}
