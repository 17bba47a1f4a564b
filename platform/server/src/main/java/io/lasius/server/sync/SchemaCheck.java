package io.lasius.server.sync;

import io.lasius.protocol.message.LogLevel;
import io.lasius.server.ServerSettings;
import io.lasius.server.actor.Actor;
import io.lasius.server.actor.Actors;
import io.lasius.server.actor.CatalogDiscovery;
import io.lasius.server.attemptlog.AttemptLog;
import io.lasius.server.command.CommandException;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.DestinationModes;
import io.lasius.server.container.EngineException;
import io.lasius.server.job.AttemptResults;
import io.lasius.server.job.JobType;
import io.lasius.server.job.Jobs;
import io.lasius.server.job.LeaseLostException;
import io.lasius.server.job.RunningAttempt;
import io.lasius.server.schema.HandledChange;
import io.lasius.server.schema.SchemaUpdates;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Before the first attempt of a job that reads its source, the connection is made to follow what
 * its source offers. The source is asked where that was last done too long ago.
 */
@Singleton
final class SchemaCheck {
  private final Jobs jobs;
  private final Actors actors;
  private final CatalogDiscovery discovery;
  private final SchemaUpdates schemas;
  private final AttemptResults results;
  private final Duration age;
  private final InstantSource clock;

  SchemaCheck(
      Jobs jobs,
      Actors actors,
      CatalogDiscovery discovery,
      SchemaUpdates schemas,
      AttemptResults results,
      ServerSettings settings,
      InstantSource clock) {
    this.jobs = jobs;
    this.actors = actors;
    this.discovery = discovery;
    this.schemas = schemas;
    this.results = results;
    this.age = settings.discoverAge();
    this.clock = clock;
  }

  /**
   * Looks, where there is anything new to see.
   *
   * @throws PlanException if the connection is not to be synced any more, by its own setting or
   *     since it was deleted
   */
  void run(RunningAttempt attempt, Connection connection, AttemptLog log)
      throws PlanException, LeaseLostException, InterruptedException {
    var job = jobs.find(attempt.lease().jobId()).orElseThrow();
    if (attempt.lease().attempt().number() > 0 || job.type() == JobType.CLEAR) {
      return;
    }
    var source = actors.get(connection.sourceId());
    try {
      discoverIfDue(attempt, connection, source, log);
      var at = discovery.discoveredAt(source);
      if (at.isEmpty() || at.equals(schemas.comparedWith(connection.id()))) {
        return;
      }
    } catch (EngineException e) {
      throw PlanException.of(source.role(), e);
    } catch (CommandException e) {
      throw PlanException.of(source.role(), e);
    }
    follow(attempt, connection, source, log);
  }

  /** A source that could not be discovered is read all the same, as it was known before. */
  private void discoverIfDue(
      RunningAttempt attempt, Connection connection, Actor source, AttemptLog log)
      throws EngineException, CommandException, InterruptedException {
    if (isRecent(discovery.discoveredAt(source)) || isRecent(schemas.failedAt(connection.id()))) {
      return;
    }
    // It may ask for another configuration, and the source still print this one as it is read.
    log.redactAlso(actors.configuration(source).redaction());
    var failure = attempt.interruptibly(() -> discovery.discover(source));
    failure.ifPresent(why -> failed(connection, why, log));
  }

  private boolean isRecent(Optional<Instant> time) {
    return time.filter(then -> then.plus(age).isAfter(clock.instant())).isPresent();
  }

  private void failed(Connection connection, String why, AttemptLog log) {
    schemas.discoverFailed(connection.id(), why);
    tell(
        log,
        LogLevel.WARN,
        "the source could not be asked what it offers: %s; its streams are synced as they were known before, and a later sync asks again: check the source if that fails, too"
            .formatted(why));
  }

  private void follow(RunningAttempt attempt, Connection connection, Actor source, AttemptLog log)
      throws PlanException, LeaseLostException, InterruptedException {
    var destination = actors.get(connection.destinationId());
    try {
      var known = discovery.known(source);
      var modes = DestinationModes.of(actors.connector(destination).specification());
      if (known.isPresent()) {
        tell(results.updateSchema(attempt.lease(), known.get(), modes), log);
      }
    } catch (EngineException e) {
      throw PlanException.of(destination.role(), e);
    } catch (CommandException e) {
      throw PlanException.of(destination.role(), e);
    }
  }

  private static void tell(SchemaUpdates.Done done, AttemptLog log) throws PlanException {
    for (var change : done.changes()) {
      tell(log, level(change), "the source changed: " + change);
    }
    for (var stream : done.connection().streams()) {
      if (stream.paused() != null) {
        tell(
            log,
            LogLevel.WARN,
            "stream %s is paused: %s; change how it is synced, or leave it out; it goes on by itself where the source is as it was"
                .formatted(stream.descriptor(), stream.paused()));
      }
    }
    requireActive(done.connection());
  }

  private static void requireActive(Connection connection) throws PlanException {
    var reason = connection.statusReason();
    switch (connection.status()) {
      case ACTIVE -> {}
      case INACTIVE ->
          throw PlanException.schemaChanged(
              "the connection was disabled before its source was read: %s; look at its schema, and set it active again"
                  .formatted(reason == null ? "somebody did so" : reason));
      case DEPRECATED -> throw PlanException.deleted();
    }
  }

  private static LogLevel level(HandledChange change) {
    return change.breaking() ? LogLevel.WARN : LogLevel.INFO;
  }

  private static void tell(AttemptLog log, LogLevel level, String text) {
    log.write(AttemptLog.PLATFORM, level, text, null);
  }
}
