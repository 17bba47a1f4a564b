package io.lasius.server.timing;

/** What somebody wrote names no times; the message says what is wrong, and with which value. */
public final class InvalidTimingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  InvalidTimingException(String message) {
    super(message);
  }

  InvalidTimingException(String message, Throwable cause) {
    super(message, cause);
  }
}
