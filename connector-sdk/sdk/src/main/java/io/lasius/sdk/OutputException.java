package io.lasius.sdk;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Nothing more can be written to standard output: the run cannot go on. */
final class OutputException extends IOException {
  private static final long serialVersionUID = 1;

  OutputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
