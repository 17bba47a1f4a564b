package io.lasius.protocol.wire;

import java.io.IOException;

/** A line is longer than its reader takes. */
public final class LineTooLongException extends IOException {
  private static final long serialVersionUID = 1;

  LineTooLongException(long number, int limit) {
    super("line %d is longer than the limit of %d bytes".formatted(number, limit));
  }
}
