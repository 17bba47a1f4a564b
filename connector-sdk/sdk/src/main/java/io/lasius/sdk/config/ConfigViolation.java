package io.lasius.sdk.config;

import org.jspecify.annotations.Nullable;

/**
 * A configuration is not as its record says. The message names the setting and what it must be; it
 * shows the value of no secret setting.
 */
public final class ConfigViolation extends Exception {
  private static final long serialVersionUID = 1;

  ConfigViolation(String message) {
    this(message, null);
  }

  ConfigViolation(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
