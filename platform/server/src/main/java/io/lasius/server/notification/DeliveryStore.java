package io.lasius.server.notification;

import io.lasius.server.notification.Delivery.Status;
import io.lasius.server.workspace.NotificationKind;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events and their deliveries in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface DeliveryStore extends CrudRepository<Delivery, UUID> {
  /**
   * Notes an event where the connection's workspace has asked for such; it needs no secret.
   *
   * @return how many receivers it is for: one or none
   */
  @Query(
      """
      INSERT INTO webhook_delivery (id, workspace_id, kind, event_type, connection_id, job_id, attempt, reason,
        created_at, give_up_at, status, next_try_at, tries)
      SELECT CAST(:id AS UUID), w.workspace_id, w.kind, CAST(:eventType AS VARCHAR(64)), c.id,
        CAST(:jobId AS BIGINT), CAST(:attempt AS INTEGER), CAST(:reason AS VARCHAR(100000)),
        CAST(:now AS TIMESTAMP(6) WITH TIME ZONE), CAST(:giveUpAt AS TIMESTAMP(6) WITH TIME ZONE), 'PENDING',
        CAST(:now AS TIMESTAMP(6) WITH TIME ZONE), 0
      FROM connection c JOIN workspace_webhook w ON w.workspace_id = c.workspace_id
      WHERE c.id = :connectionId AND w.kind = :kind AND w.enabled\
      """)
  long note(
      UUID id,
      NotificationKind kind,
      String eventType,
      UUID connectionId,
      long jobId,
      @Nullable Integer attempt,
      @Nullable String reason,
      Instant now,
      Instant giveUpAt);

  /** Those that are due, the first few of each receiver, so that none hides those of another. */
  @Query(
      """
      SELECT * FROM (
        SELECT d.*, ROW_NUMBER() OVER (PARTITION BY workspace_id, kind ORDER BY next_try_at, created_at) AS place
        FROM webhook_delivery d WHERE d.status = 'PENDING' AND d.next_try_at <= :now) due
      WHERE place <= :each ORDER BY next_try_at, created_at\
      """)
  List<Delivery> due(Instant now, int each);

  /** When the next one after a moment is due. */
  @Query(
      "SELECT MIN(next_try_at) FROM webhook_delivery WHERE status = 'PENDING' AND next_try_at > :now")
  Optional<Instant> nextDue(Instant now);

  /** Makes all that is pending due: right where nobody else can have begun a try of it. */
  @Query("UPDATE webhook_delivery SET next_try_at = :now WHERE status = 'PENDING'")
  long allDue(Instant now);

  /** Begins a try. None where another server was first. */
  @Query(
      """
      UPDATE webhook_delivery
      SET tries = tries + 1, last_tried_at = :now, next_try_at = :lostAt, last_host = :host
      WHERE id = :id AND status = 'PENDING' AND tries = :tries AND next_try_at <= :now\
      """)
  long begin(UUID id, int tries, Instant now, Instant lostAt, @Nullable String host);

  /** A receiver has it, whatever another server thinks. */
  @Query(
      """
      UPDATE webhook_delivery
      SET status = 'DELIVERED', next_try_at = NULL, last_status = :answered, last_error = NULL
      WHERE id = :id\
      """)
  long delivered(UUID id, @Nullable Integer answered);

  /** Ends a try that failed. None where another one has begun since. */
  @Query(
      """
      UPDATE webhook_delivery
      SET status = :status, next_try_at = :nextTryAt, last_status = :answered, last_error = :error
      WHERE id = :id AND status = 'PENDING' AND tries = :tries\
      """)
  long failed(
      UUID id,
      int tries,
      Status status,
      @Nullable Instant nextTryAt,
      @Nullable Integer answered,
      String error);

  /** Lets it be tried at once, whatever became of it. */
  @Query(
      """
      UPDATE webhook_delivery
      SET status = 'PENDING', next_try_at = :now, give_up_at = :giveUpAt
      WHERE id = :id AND workspace_id = :workspaceId\
      """)
  long again(UUID workspaceId, UUID id, Instant now, Instant giveUpAt);

  @Query("SELECT * FROM webhook_delivery WHERE id = :id AND workspace_id = :workspaceId")
  Optional<Delivery> find(UUID workspaceId, UUID id);

  /** Those of a workspace, the newest first. */
  @Query(
      """
      SELECT * FROM webhook_delivery WHERE workspace_id = :workspaceId AND status IN (:statuses)
      ORDER BY created_at DESC, id LIMIT :limit OFFSET :offset\
      """)
  List<Delivery> list(UUID workspaceId, List<Status> statuses, int limit, int offset);

  /** Removes those that came to an end and are older. */
  @Query("DELETE FROM webhook_delivery WHERE status <> 'PENDING' AND created_at < :before")
  long removeBefore(Instant before);
}
