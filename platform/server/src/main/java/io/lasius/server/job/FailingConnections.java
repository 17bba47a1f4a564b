package io.lasius.server.job;

import io.lasius.server.DisableSettings;
import io.lasius.server.ServerSettings;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionDisabled;
import io.lasius.server.connection.ConnectionStatus;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.connection.DisableWarned;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Disables a connection that has done nothing but fail for long, after a warning. */
@Singleton
class FailingConnections {
  private static final Logger log = LoggerFactory.getLogger(FailingConnections.class);
  private static final String WARNING = "it will be disabled unless a job succeeds: ";

  private final JobStore jobs;
  private final ConnectionStore connections;
  private final ApplicationEventPublisher<ConnectionDisabled> disabled;
  private final ApplicationEventPublisher<DisableWarned> warned;
  private final DisableSettings settings;

  FailingConnections(
      JobStore jobs,
      ConnectionStore connections,
      ApplicationEventPublisher<ConnectionDisabled> disabled,
      ApplicationEventPublisher<DisableWarned> warned,
      ServerSettings settings) {
    this.jobs = jobs;
    this.connections = connections;
    this.disabled = disabled;
    this.warned = warned;
    this.settings = settings.disabling();
  }

  /** A job has failed, in the transaction that says so. */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  void failed(Job job) {
    var since = jobs.lastSuccess(job.connectionId()).or(() -> jobs.first(job.connectionId()));
    int failures = jobs.failuresAfter(job.connectionId(), since.orElse(Instant.EPOCH));
    var silence = Duration.between(since.orElse(job.createdAt()), jobs.now());
    var connection = connections.lock(job.connectionId()).orElseThrow();
    if (connection.status() != ConnectionStatus.ACTIVE) {
      return;
    }
    var told =
        "%d jobs in a row have failed, and none has succeeded for %d days, the last of them job %d"
            .formatted(failures, silence.toDays(), job.number());
    if (failures >= settings.failures() && silence.compareTo(settings.after()) >= 0) {
      var inactive = put(connection, ConnectionStatus.INACTIVE, "disabled: " + told);
      disabled.publishEvent(new ConnectionDisabled(inactive, job.number()));
    } else if (failures >= settings.warnFailures()
        && silence.compareTo(settings.warnAfter()) >= 0) {
      var threatened = put(connection, ConnectionStatus.ACTIVE, WARNING + told);
      if (!isWarned(connection)) {
        warned.publishEvent(new DisableWarned(threatened, job.number()));
      }
    }
  }

  /** A job has succeeded: what was warned of has not come about. */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  void succeeded(UUID connectionId) {
    var connection = connections.lock(connectionId).orElseThrow();
    if (connection.status() == ConnectionStatus.ACTIVE && isWarned(connection)) {
      var _ = put(connection, ConnectionStatus.ACTIVE, null);
    }
  }

  private static boolean isWarned(Connection connection) {
    var reason = connection.statusReason();
    return reason != null && reason.startsWith(WARNING);
  }

  private Connection put(Connection connection, ConnectionStatus status, @Nullable String reason) {
    log.warn("Connection keeps failing: connection={} said={}", connection.id(), reason);
    return connections.update(connection.with(status, reason));
  }
}
