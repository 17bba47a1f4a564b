package io.lasius.server.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.message.FailureType;
import io.lasius.replication.ConnectorRole;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.LaunchException;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A connector was run for an answer and gave none, or could not be run. */
public final class CommandException extends Exception {
  private static final long serialVersionUID = 1;

  private final FailureType type;
  private final @Nullable Integer exitStatus;
  private final transient List<String> stderr;
  private final transient @Nullable ObjectNode newConfig;

  CommandException(
      FailureType type, String message, @Nullable Integer exitStatus, List<String> stderr) {
    this(type, message, exitStatus, stderr, null, null);
  }

  private CommandException(
      FailureType type,
      String message,
      @Nullable Integer exitStatus,
      List<String> stderr,
      @Nullable ObjectNode newConfig,
      @Nullable Throwable cause) {
    super(message, cause);
    this.type = type;
    this.exitStatus = exitStatus;
    this.stderr = List.copyOf(stderr);
    this.newConfig = newConfig;
  }

  /** It could not be started. */
  CommandException(LaunchException cause) {
    this(cause.reason().type(), cause.reason().message(), null, List.of(), null, cause);
  }

  /** The same, of one that asked for another configuration before. */
  CommandException with(@Nullable ObjectNode config) {
    return new CommandException(type, getMessage(), exitStatus, stderr, config, getCause());
  }

  /** The same with its texts changed, so that they hold no secret. */
  public CommandException redacted(UnaryOperator<String> redaction) {
    return new CommandException(
        type,
        redaction.apply(getMessage()),
        exitStatus,
        stderr.stream().map(redaction).toList(),
        newConfig,
        getCause());
  }

  /** Whose failure it is: the connector's, but where the platform could not start it. */
  public FailureOrigin origin(ConnectorRole role) {
    return getCause() instanceof LaunchException launch
        ? launch.reason().origin()
        : FailureOrigin.of(role);
  }

  /** What it asks for: another configuration, or another try. */
  public FailureType type() {
    return type;
  }

  /** The connector's exit status; null where it did not run to its end. */
  public @Nullable Integer exitStatus() {
    return exitStatus;
  }

  /** The last lines of the connector's stderr. */
  public List<String> stderr() {
    return stderr;
  }

  /** The configuration that the connector asked to store before it failed; null where none. */
  public @Nullable ObjectNode newConfig() {
    return newConfig;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
