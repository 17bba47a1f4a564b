package io.lasius.sdk;

import io.lasius.protocol.catalog.StreamDescriptor;
import org.jspecify.annotations.Nullable;

/** The user must change the configuration; the message says what and how. */
public final class ConfigException extends ConnectorException {
  private static final long serialVersionUID = 1;

  public ConfigException(String message) {
    this(message, null, null);
  }

  public ConfigException(String message, @Nullable Throwable cause) {
    this(message, cause, null);
  }

  public ConfigException(
      String message, @Nullable Throwable cause, @Nullable StreamDescriptor stream) {
    super(message, cause, stream);
  }
}
