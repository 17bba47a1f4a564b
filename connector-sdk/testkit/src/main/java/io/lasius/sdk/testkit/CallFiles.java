package io.lasius.sdk.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The files of a call, where a connector finds them. */
final class CallFiles {
  private CallFiles() {}

  /**
   * Writes them.
   *
   * @param seenAs the folder's path as the connector sees it
   * @return the call's arguments
   */
  static List<String> write(ConnectorCall call, Path folder, String seenAs) throws IOException {
    var arguments = new ArrayList<String>();
    arguments.add(call.command());
    // A container may run as another user.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (var file : call.files().entrySet()) {
      String name = file.getKey().substring(2) + ".json";
      Path path = Files.writeString(folder.resolve(name), file.getValue());
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
      arguments.add(file.getKey());
      arguments.add(seenAs + "/" + name);
    }
    return arguments;
  }
}
