package io.lasius.server.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A command ends here: its message is for the user, its status for whoever called it. */
final class CommandException extends RuntimeException {
  /** It was tried, and failed. */
  static final int FAILED = 1;

  /** What was asked for makes no sense: another call is needed. */
  static final int WRONG_CALL = 2;

  private static final long serialVersionUID = 1;

  private final int status;

  private CommandException(int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  static CommandException failed(String message) {
    return new CommandException(FAILED, message, null);
  }

  static CommandException failed(String message, Throwable cause) {
    return new CommandException(FAILED, message, cause);
  }

  static CommandException wrongCall(String message) {
    return new CommandException(WRONG_CALL, message, null);
  }

  static CommandException wrongCall(String message, Throwable cause) {
    return new CommandException(WRONG_CALL, message, cause);
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
