package io.lasius.server.container;

import io.lasius.protocol.message.FailureType;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The container engine did not answer, or refused what it was asked for. */
public final class EngineException extends IOException {
  private static final long serialVersionUID = 1;

  private final FailureType type;
  private final int status;

  EngineException(FailureType type, int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.type = type;
    this.status = status;
  }

  static EngineException unreachable(String message, @Nullable Throwable cause) {
    return new EngineException(FailureType.TRANSIENT_ERROR, 0, message, cause);
  }

  static EngineException misconfigured(String message) {
    return new EngineException(FailureType.CONFIG_ERROR, 0, message, null);
  }

  static EngineException conflict(String message, Throwable cause) {
    return new EngineException(FailureType.TRANSIENT_ERROR, EngineClient.CONFLICT, message, cause);
  }

  /** What it asks for: a corrected configuration, or another try. */
  public FailureType type() {
    return type;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** The HTTP status that the engine answered with; 0 where it did not answer. */
  int status() {
    return status;
  }
}
