package io.lasius.server.sync;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.FailureType;
import io.lasius.replication.ConnectorRole;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.server.command.CommandException;
import io.lasius.server.connection.Connection;
import io.lasius.server.container.EngineException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An attempt failed before its connectors were started. */
final class PlanException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient FailureReason reason;

  private PlanException(FailureReason reason, @Nullable Exception cause) {
    super(reason.message(), cause);
    this.reason = reason;
  }

  static PlanException of(ConnectorRole role, EngineException e) {
    var origin =
        e.type() == FailureType.CONFIG_ERROR ? FailureOrigin.of(role) : FailureOrigin.PLATFORM;
    return new PlanException(FailureReason.now(origin, e.type(), e.getMessage(), ""), e);
  }

  static PlanException of(ConnectorRole role, CommandException e) {
    return new PlanException(
        FailureReason.now(e.origin(role), e.type(), e.getMessage(), String.join("\n", e.stderr())),
        e);
  }

  /** A connector says that its configuration does not work. */
  static PlanException refused(ConnectorRole role, String message) {
    return new PlanException(
        FailureReason.now(FailureOrigin.of(role), FailureType.CONFIG_ERROR, message, ""), null);
  }

  /** The machine is too small, however long one waits. */
  static PlanException tooLarge(String message) {
    return ofPlatform(message);
  }

  /** A sync would add to data that somebody wanted to be gone. */
  static PlanException notCleared(StreamDescriptor stream) {
    return ofPlatform(
        "the reset of stream %s failed, and its data is still at the destination, which cannot replace it by itself: reset the stream again"
            .formatted(stream),
        stream);
  }

  /** The connection's own setting keeps it from syncing what its source changed. */
  static PlanException schemaChanged(String message) {
    return ofPlatform(message);
  }

  /** It was deleted while its job began. */
  static PlanException deleted() {
    return ofPlatform(
        "the connection was deleted before its source was read, and is not synced any more");
  }

  /** Nothing is left to sync. */
  static PlanException allPaused(Connection connection) {
    return ofPlatform(
        connection.streams().stream()
            .map(
                stream -> "stream %s is paused: %s".formatted(stream.descriptor(), stream.paused()))
            .collect(Collectors.joining("; ")),
        connection.streams().size() == 1 ? connection.streams().getFirst().descriptor() : null);
  }

  /** No connector is to blame, and only a user can change it. */
  private static PlanException ofPlatform(String message) {
    return ofPlatform(message, null);
  }

  private static PlanException ofPlatform(String message, @Nullable StreamDescriptor stream) {
    return new PlanException(
        FailureReason.now(FailureOrigin.PLATFORM, FailureType.CONFIG_ERROR, message, "")
            .about(stream),
        null);
  }

  FailureReason reason() {
    return reason;
  }
}
