package io.lasius.server.sync;

import io.lasius.protocol.message.CountMessage;
import io.lasius.protocol.message.LogLevel;
import io.lasius.replication.ConnectorCommand;
import io.lasius.replication.ConnectorRole;
import io.lasius.replication.QueryCount;
import io.lasius.replication.ReplicationOutcome;
import io.lasius.replication.StreamReport;
import io.lasius.server.actor.Actors;
import io.lasius.server.attemptlog.AttemptLog;
import io.lasius.server.command.CommandException;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.CountQuery;
import io.lasius.server.connection.CountQueryStore;
import io.lasius.server.connection.RecordChecksStore;
import io.lasius.server.container.EngineException;
import io.lasius.server.job.JobTotals;
import io.lasius.server.job.RunningAttempt;
import io.lasius.server.secret.SecretException;
import jakarta.inject.Singleton;
import java.util.ArrayList;

/**
 * Once all records of a job were moved, runs the connection's count queries for what a connector
 * did not count itself. Before that, they would count less than there will be.
 */
@Singleton
final class CountCheck {
  private final CountQueryStore queries;
  private final RecordChecksStore checks;
  private final JobTotals totals;
  private final Actors actors;
  private final AttemptCommands commands;

  CountCheck(
      CountQueryStore queries,
      RecordChecksStore checks,
      JobTotals totals,
      Actors actors,
      AttemptCommands commands) {
    this.queries = queries;
    this.checks = checks;
    this.totals = totals;
    this.actors = actors;
    this.commands = commands;
  }

  /** The outcome by what the queries found; the same where there was nothing to ask. */
  ReplicationOutcome run(
      RunningAttempt attempt, Connection connection, ReplicationOutcome outcome, AttemptLog log)
      throws InterruptedException {
    if (!(outcome instanceof ReplicationOutcome.Succeeded succeeded)) {
      return outcome;
    }
    var counts = new ArrayList<QueryCount>();
    for (var query : queries.of(connection.id())) {
      for (var stream : outcome.report().streams()) {
        if (stream.stream().equals(query.stream()) && !stream.countedBy(query.side())) {
          var total = totals.of(attempt.lease(), query.stream());
          if (moved(query.side(), stream, total) > 0) {
            counts.add(count(attempt, connection, query, stream, total, log));
          }
        }
      }
    }
    return counts.isEmpty()
        ? outcome
        : succeeded.judgedBy(counts, checks.of(connection.id()).sourceCountsMustAgree());
  }

  private static long moved(ConnectorRole side, StreamReport stream, JobTotals.Total total) {
    return switch (side) {
      case SOURCE -> total.emitted() + stream.emitted().records();
      case DESTINATION -> total.committed();
    };
  }

  private QueryCount count(
      RunningAttempt attempt,
      Connection connection,
      CountQuery query,
      StreamReport stream,
      JobTotals.Total total,
      AttemptLog log)
      throws InterruptedException {
    long records;
    try {
      records = ask(attempt, connection, query, total, log);
    } catch (EngineException e) {
      return unanswered(query, e.getMessage(), log);
    } catch (CommandException e) {
      return unanswered(query, e.getMessage(), log);
    } catch (SecretException e) {
      // All records are where they belong.
      return unanswered(query, String.valueOf(e.getMessage()), log);
    }
    tell(log, LogLevel.INFO, query, "found %d records".formatted(records));
    return new QueryCount.Found(
        query.side(),
        query.stream(),
        records,
        moved(query.side(), stream, total),
        attempt.lease().attempt().number() + 1,
        stream.uncommittedRecords(),
        isOneRowPerKey(connection, query));
  }

  private long ask(
      RunningAttempt attempt,
      Connection connection,
      CountQuery query,
      JobTotals.Total total,
      AttemptLog log)
      throws EngineException, CommandException, InterruptedException {
    var side =
        switch (query.side()) {
          case SOURCE -> connection.sourceId();
          case DESTINATION -> connection.destinationId();
        };
    var sql = query.sql(attempt.lease().jobId(), total.generation());
    return commands
        .ask(
            attempt,
            actors.get(side),
            config -> ConnectorCommand.count(config, sql),
            CountMessage.class,
            log)
        .records();
  }

  private static boolean isOneRowPerKey(Connection connection, CountQuery query) {
    return connection.streams().stream()
        .anyMatch(stream ->
            stream.descriptor().equals(query.stream()) && stream.syncMode().needsPrimaryKey());
  }

  private static QueryCount unanswered(CountQuery query, String message, AttemptLog log) {
    var why = log.redaction().apply(message);
    tell(log, LogLevel.WARN, query, "gave no number: " + why);
    return new QueryCount.Unanswered(query.side(), query.stream(), why);
  }

  private static void tell(AttemptLog log, LogLevel level, CountQuery query, String what) {
    log.write(
        AttemptLog.PLATFORM,
        level,
        "the count query of the %s %s"
            .formatted(query.side() == ConnectorRole.SOURCE ? "source" : "destination", what),
        query.stream());
  }
}
