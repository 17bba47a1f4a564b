package io.lasius.sdk;

import io.lasius.protocol.catalog.StreamDescriptor;
import org.jspecify.annotations.Nullable;

/** Trying again may help, such as after a connection that broke. */
public final class TransientException extends ConnectorException {
  private static final long serialVersionUID = 1;

  public TransientException(String message) {
    this(message, null, null);
  }

  public TransientException(String message, @Nullable Throwable cause) {
    this(message, cause, null);
  }

  public TransientException(
      String message, @Nullable Throwable cause, @Nullable StreamDescriptor stream) {
    super(message, cause, stream);
  }
}
