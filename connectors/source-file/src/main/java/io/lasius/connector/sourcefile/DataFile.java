package io.lasius.connector.sourcefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A file to read.
 *
 * @param name its path below the operator's folder, as positions and messages have it
 * @param real where it really is
 */
record DataFile(String name, Path real) {
  /**
   * Its size and time, by which a change is seen.
   *
   * @param size bytes
   * @param modified when its content was written last
   */
  record Stamp(long size, Instant modified) {}

  Stamp stamp() throws IOException {
    return new Stamp(Files.size(real), Files.getLastModifiedTime(real).toInstant());
  }

  /** The name of the file alone, without what tells its format. */
  String stem() {
    String file = name.substring(name.lastIndexOf('/') + 1);
    String plain = file.endsWith(".gz") ? file.substring(0, file.length() - 3) : file;
    int dot = plain.lastIndexOf('.');
    return dot > 0 ? plain.substring(0, dot) : plain;
  }
}
