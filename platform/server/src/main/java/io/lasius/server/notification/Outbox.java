package io.lasius.server.notification;

import io.lasius.server.ServerSettings;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionDisabled;
import io.lasius.server.connection.DisableWarned;
import io.lasius.server.job.JobStep;
import io.lasius.server.schema.SchemaChanged;
import io.lasius.server.workspace.NotificationKind;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Notes what is to be told, in the transaction of what happened: either both are stored or neither
 * is. It costs that transaction one insert; everything else is done by whoever delivers.
 */
@Singleton
class Outbox {
  private final DeliveryStore store;
  private final ApplicationEventPublisher<DeliveriesDue> due;
  private final Duration giveUpAfter;
  private final InstantSource clock;

  Outbox(
      DeliveryStore store,
      ApplicationEventPublisher<DeliveriesDue> due,
      ServerSettings settings,
      InstantSource clock) {
    this.store = store;
    this.due = due;
    this.giveUpAfter = settings.webhooks().giveUpAfter();
    this.clock = clock;
  }

  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  @EventListener
  void jobStep(JobStep step) {
    var kind =
        switch (step.kind()) {
          case STARTED -> NotificationKind.STARTED;
          case SUCCEEDED -> NotificationKind.SUCCESS;
          case INCOMPLETE -> NotificationKind.INCOMPLETE;
          case FAILED -> NotificationKind.FAILURE;
          case CANCELLED -> NotificationKind.CANCELLED;
        };
    note(kind, step.eventType(), step.connectionId(), step.jobId(), step.attempt(), null);
  }

  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  @EventListener
  void schemaChanged(SchemaChanged event) {
    var kind =
        event.needsAction()
            ? NotificationKind.CONNECTION_UPDATE_ACTION_REQUIRED
            : NotificationKind.CONNECTION_UPDATE;
    note(kind, EventTypes.SCHEMA_CHANGED, event.connectionId(), event.jobId(), null, null);
  }

  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  @EventListener
  void disabled(ConnectionDisabled event) {
    note(NotificationKind.SYNC_DISABLED, EventTypes.DISABLED, event.connection(), event.jobId());
  }

  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  @EventListener
  void warned(DisableWarned event) {
    note(
        NotificationKind.SYNC_DISABLED_WARNING,
        EventTypes.DISABLE_WARNING,
        event.connection(),
        event.jobId());
  }

  private void note(NotificationKind kind, String type, Connection connection, long jobId) {
    note(kind, type, connection.id(), jobId, null, connection.statusReason());
  }

  private void note(
      NotificationKind kind,
      String type,
      UUID connectionId,
      long jobId,
      @Nullable Integer attempt,
      @Nullable String reason) {
    var now = clock.instant();
    var id = UUID.randomUUID();
    var until = now.plus(giveUpAfter);
    if (store.note(id, kind, type, connectionId, jobId, attempt, reason, now, until) > 0) {
      due.publishEvent(new DeliveriesDue());
    }
  }
}
