package io.lasius.sdk.local;

import io.lasius.sdk.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The folder that the operator lends to connectors: nothing outside of it is read or written, also
 * not by way of a symbolic link. Settings call it {@code /local}, wherever it is.
 */
public final class LocalFolder {
  /** The folder's name in settings, and its place in a container. */
  public static final String NAME = "/local";

  private final Path root;

  private LocalFolder(Path root) {
    this.root = root;
  }

  /** The folder of a container. */
  public static LocalFolder ofContainer() {
    return new LocalFolder(Path.of(NAME));
  }

  /** A folder that takes the place of the container's. */
  public static LocalFolder at(Path root) {
    return new LocalFolder(root.toAbsolutePath().normalize());
  }

  public Path root() {
    return root;
  }

  /**
   * The place that a setting names, whether or not something is there.
   *
   * @param text a path that begins with {@code /local}, or one that is relative to it
   * @throws ConfigException where the path leads out of the folder
   */
  public Path resolve(String text) throws ConfigException {
    try {
      Path path = Path.of(text);
      Path relative = path.isAbsolute() ? Path.of(NAME).relativize(path) : path;
      Path resolved = root.resolve(relative).normalize();
      if (resolved.startsWith(root)) {
        return resolved;
      }
    } catch (InvalidPathException e) {
      throw new ConfigException("'%s' is no path: %s".formatted(text, e.getReason()), e);
    }
    throw outside(text);
  }

  /**
   * Where an existing file or folder really is.
   *
   * @throws ConfigException where a symbolic link leads out of the folder
   * @throws IOException if there is no such file or folder
   */
  public Path real(Path path) throws ConfigException, IOException {
    Path real = path.toRealPath();
    if (!real.startsWith(root.toRealPath())) {
      throw outside(name(path));
    }
    return real;
  }

  /**
   * Makes a folder where there is none, and says where it really is.
   *
   * @throws ConfigException where a symbolic link leads out of the folder, or a file stands in the
   *     way; nothing is made then
   */
  public Path createFolder(Path folder) throws ConfigException, IOException {
    requireRoot();
    Path existing = folder;
    while (!Files.exists(existing)) {
      existing = existing.resolveSibling("").normalize();
    }
    real(existing);
    if (!Files.isDirectory(existing)) {
      throw new ConfigException(
          "%s is a file, but a folder is needed: name another one".formatted(name(existing)));
    }
    Files.createDirectories(folder);
    return real(folder);
  }

  /**
   * Returns normally where the folder is there.
   *
   * @throws ConfigException where the operator has lent none
   */
  public void requireRoot() throws ConfigException {
    if (!Files.isDirectory(root)) {
      throw new ConfigException(
          NAME + " is not there: give the connector a folder of the machine at " + NAME);
    }
  }

  /** The path as settings have it. */
  public String name(Path path) {
    return NAME + "/" + root.relativize(path);
  }

  private static ConfigException outside(String text) {
    return new ConfigException(
        "'%s' leads out of %s: give a path within it, without links to elsewhere"
            .formatted(text, NAME));
  }
}
