package io.lasius.server.secret;

import org.jspecify.annotations.Nullable;

/** A secret that a configuration only names cannot be had from where it is kept. */
public final class ExternalSecretException extends SecretException {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  private ExternalSecretException(String message, @Nullable Throwable cause, boolean passing) {
    super(message, cause);
    this.passing = passing;
  }

  /** Somebody must put it right. */
  static ExternalSecretException wrong(String message, @Nullable Throwable cause) {
    return new ExternalSecretException(message, cause, false);
  }

  /** It may be there in a while. */
  static ExternalSecretException away(String message, @Nullable Throwable cause) {
    return new ExternalSecretException(message, cause, true);
  }

  /** Whether it may pass by itself. */
  public boolean isPassing() {
    return passing;
  }
}
