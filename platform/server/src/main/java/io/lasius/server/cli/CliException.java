package io.lasius.server.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A command ends here: its message is for the user, its status for whoever called it. */
final class CliException extends RuntimeException {
  /** It was tried, and failed. */
  static final int FAILED = 1;

  /** What was asked for makes no sense: another call is needed. */
  static final int WRONG_CALL = 2;

  private static final long serialVersionUID = 1;

  private final int status;

  private CliException(int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  static CliException failed(String message) {
    return new CliException(FAILED, message, null);
  }

  static CliException failed(String message, Throwable cause) {
    return new CliException(FAILED, message, cause);
  }

  static CliException wrongCall(String message) {
    return new CliException(WRONG_CALL, message, null);
  }

  static CliException wrongCall(String message, Throwable cause) {
    return new CliException(WRONG_CALL, message, cause);
  }

  /** The exit status of the command. */
  int status() {
    return status;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
