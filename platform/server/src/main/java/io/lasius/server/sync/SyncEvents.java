package io.lasius.server.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.FailureType;
import io.lasius.protocol.message.LogLevel;
import io.lasius.replication.CommitException;
import io.lasius.replication.ConnectorRole;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.replication.RejectedRecord;
import io.lasius.replication.ReplicationEvents;
import io.lasius.replication.StateCommit;
import io.lasius.server.actor.Actors;
import io.lasius.server.attemptlog.AttemptLog;
import io.lasius.server.attemptlog.RejectedRecords;
import io.lasius.server.command.CommandException;
import io.lasius.server.connection.Connection;
import io.lasius.server.container.EngineException;
import io.lasius.server.job.AttemptPhase;
import io.lasius.server.job.AttemptResults;
import io.lasius.server.job.LeaseLostException;
import io.lasius.server.job.RunningAttempt;
import io.lasius.server.state.StateType;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Stores what an attempt tells while it runs. */
final class SyncEvents implements ReplicationEvents {
  private final RunningAttempt attempt;
  private final Connection connection;
  private final AttemptResults results;
  private final Actors actors;
  private final AttemptLog log;
  private final RejectedRecords rejected;
  private @Nullable StateType type;

  SyncEvents(
      RunningAttempt attempt,
      Connection connection,
      AttemptResults results,
      Actors actors,
      AttemptLog log,
      RejectedRecords rejected) {
    this.attempt = attempt;
    this.connection = connection;
    this.results = results;
    this.actors = actors;
    this.log = log;
    this.rejected = rejected;
    this.type = results.stateType(attempt.lease()).orElse(null);
  }

  @Override
  public void commit(List<StateCommit> returned) throws CommitException {
    var next = StateTypes.after(type, returned);
    try {
      rejected.force();
      if (type == StateType.LEGACY && next != type) {
        results.commitReplacingLegacy(attempt.lease(), returned);
      } else {
        results.commit(attempt.lease(), returned);
      }
      type = next;
    } catch (LeaseLostException e) {
      attempt.abort(lost(e));
      throw new CommitException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new CommitException("what is set aside does not reach the disk: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new CommitException("the database did not take the states: " + e.getMessage(), e);
    }
  }

  @Override
  public void setAside(RejectedRecord record) throws CommitException {
    try {
      rejected.add(record);
    } catch (IOException e) {
      throw new CommitException("a record could not be set aside: " + e.getMessage(), e);
    }
  }

  @Override
  public void configChanged(ConnectorRole role, ObjectNode config) throws CommitException {
    var actor =
        switch (role) {
          case SOURCE -> connection.sourceId();
          case DESTINATION -> connection.destinationId();
        };
    try {
      // First, so that no line between is written with what is new.
      log.redactAlso(actors.redaction(actor, config));
      actors.replaceConfiguration(actor, config);
      log(null, LogLevel.INFO, "the %s updated its configuration".formatted(role), null);
    } catch (EngineException | CommandException | RuntimeException e) {
      throw new CommitException("the connector's new configuration could not be stored", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommitException("interrupted while the connector's configuration was stored", e);
    }
  }

  @Override
  public void moves() {
    attempt.enter(AttemptPhase.MOVING);
  }

  @Override
  public void finishes() {
    attempt.enter(AttemptPhase.FINISHING);
  }

  @Override
  public void log(
      @Nullable ConnectorRole origin,
      LogLevel level,
      String text,
      @Nullable StreamDescriptor stream) {
    log.write(
        origin == null ? AttemptLog.PLATFORM : origin.name().toLowerCase(Locale.ROOT),
        level,
        text,
        stream);
  }

  static FailureReason lost(LeaseLostException e) {
    return FailureReason.now(
        FailureOrigin.PLATFORM, FailureType.TRANSIENT_ERROR, String.valueOf(e.getMessage()), "");
  }
}
