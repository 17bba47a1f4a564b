package io.lasius.server.sync;

import io.lasius.protocol.message.ConnectionStatusMessage;
import io.lasius.replication.ConnectorCommand;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.server.actor.Actors;
import io.lasius.server.attemptlog.AttemptLog;
import io.lasius.server.command.CommandException;
import io.lasius.server.connection.Connection;
import io.lasius.server.container.EngineException;
import io.lasius.server.job.AttemptResults;
import io.lasius.server.job.JobType;
import io.lasius.server.job.Jobs;
import io.lasius.server.job.RunningAttempt;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * After an attempt that a connector failed, both are asked whether their configurations work,
 * before anything is read once more. Failures of the platform say nothing about configurations.
 */
@Singleton
final class AttemptCheck {
  private final Jobs jobs;
  private final Actors actors;
  private final AttemptResults results;
  private final AttemptCommands commands;

  AttemptCheck(Jobs jobs, Actors actors, AttemptResults results, AttemptCommands commands) {
    this.jobs = jobs;
    this.actors = actors;
    this.results = results;
    this.commands = commands;
  }

  /**
   * Checks, where there is reason to.
   *
   * @param log learns the secrets of what a connector gets, and of what it asks to store
   * @throws PlanException if a connector says that its configuration does not work, which only its
   *     user can change; or if it cannot be asked
   */
  void run(RunningAttempt attempt, Connection connection, AttemptLog log)
      throws PlanException, InterruptedException {
    if (results.failuresBefore(attempt.lease()).stream().noneMatch(AttemptCheck::isConnectors)) {
      return;
    }
    for (var id : asked(attempt, connection)) {
      var actor = actors.get(id);
      try {
        var status =
            commands.ask(
                attempt, actor, ConnectorCommand::check, ConnectionStatusMessage.class, log);
        if (status.status() == ConnectionStatusMessage.Status.FAILED) {
          throw PlanException.refused(actor.role(), refusal(status));
        }
      } catch (EngineException e) {
        throw PlanException.of(actor.role(), e);
      } catch (CommandException e) {
        throw PlanException.of(actor.role(), e);
      }
    }
  }

  /** A clear has no use for the source. */
  private List<UUID> asked(RunningAttempt attempt, Connection connection) {
    var job = jobs.find(attempt.lease().jobId()).orElseThrow();
    return job.type() == JobType.CLEAR
        ? List.of(connection.destinationId())
        : List.of(connection.sourceId(), connection.destinationId());
  }

  private static boolean isConnectors(FailureReason reason) {
    return reason.origin() == FailureOrigin.SOURCE || reason.origin() == FailureOrigin.DESTINATION;
  }

  private static String refusal(ConnectionStatusMessage status) {
    return "the check before this attempt failed: "
        + Objects.requireNonNullElse(status.message(), "the connector does not say why");
  }
}
