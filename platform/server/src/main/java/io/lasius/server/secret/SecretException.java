package io.lasius.server.secret;

import org.jspecify.annotations.Nullable;

/** Secrets cannot be read or kept: the operator must put the key or the data folder right. */
public class SecretException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SecretException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
