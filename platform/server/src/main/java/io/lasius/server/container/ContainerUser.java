package io.lasius.server.container;

import org.jspecify.annotations.Nullable;

/** The user that a container's process runs as, in numbers. */
record ContainerUser(int uid, int gid) {
  private static final ContainerUser ROOT = new ContainerUser(0, 0);
  private static final int PASSWD_GID = 3;

  /** A look into the image. */
  @FunctionalInterface
  interface ImageFiles {
    /** The text of a file; empty where there is none. */
    String read(String path) throws EngineException;
  }

  /**
   * Resolves a user as the engine does when it starts the container: a number or a name of the
   * image's own {@code /etc/passwd}, with a group or without. One that is not there is taken for
   * root here; the engine refuses to start it.
   */
  static ContainerUser of(String user, ImageFiles files) throws EngineException {
    if (user.isBlank()) {
      return ROOT;
    }
    var colon = user.indexOf(':');
    var name = colon < 0 ? user : user.substring(0, colon);
    var group = colon < 0 ? "" : user.substring(colon + 1);
    if (isNumber(name) && isNumber(group)) {
      return new ContainerUser(Integer.parseInt(name), Integer.parseInt(group));
    }
    var line = entry(files.read("/etc/passwd"), name);
    var uid = line == null ? number(name) : number(line[2]);
    if (group.isEmpty()) {
      return new ContainerUser(uid, line == null ? 0 : number(line[PASSWD_GID]));
    }
    var found = isNumber(group) ? null : entry(files.read("/etc/group"), group);
    return new ContainerUser(uid, found == null ? number(group) : number(found[2]));
  }

  /** The line whose name or number this is. */
  private static String @Nullable [] entry(String table, String nameOrNumber) {
    return table
        .lines()
        .map(line -> line.split(":", -1))
        .filter(line -> line.length > PASSWD_GID)
        .filter(line -> line[0].equals(nameOrNumber) || line[2].equals(nameOrNumber))
        .findFirst()
        .orElse(null);
  }

  private static boolean isNumber(String text) {
    return text.matches("\\d{1,9}");
  }

  private static int number(String text) {
    return isNumber(text) ? Integer.parseInt(text) : 0;
  }

  /** In the engine's form. */
  @Override
  public String toString() {
    return uid + ":" + gid;
  }
}
