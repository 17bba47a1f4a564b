package io.lasius.server;

/** A setting cannot be used; the message names it as the operator writes it, and says what may. */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SettingException(String message) {
    super(message);
  }
}
