package io.lasius.connector.sourcefile;

import java.io.IOException;

/**
 * What follows in a file cannot be told into rows. Neither the message nor a cause shows it: the
 * exceptions of parsers may hold what they found.
 */
final class BrokenFileException extends IOException {
  private static final long serialVersionUID = 1;

  BrokenFileException(String message) {
    super(message);
  }
}
