package io.lasius.sdk;

import io.lasius.protocol.catalog.StreamDescriptor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A failure that the user can do something about. Anything else thrown counts as a bug. */
public abstract sealed class ConnectorException extends Exception
    permits ConfigException, TransientException {
  private static final long serialVersionUID = 1;

  private final transient @Nullable StreamDescriptor stream;

  ConnectorException(String message, @Nullable Throwable cause, @Nullable StreamDescriptor stream) {
    super(message, cause);
    this.stream = stream;
  }

  /** The stream that failed; empty for the whole connector. */
  public final Optional<StreamDescriptor> stream() {
    return Optional.ofNullable(stream);
  }

  /** What the user is told. */
  @Override
  public final String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
