package io.lasius.server.notification;

import io.lasius.server.workspace.NotificationKind;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event, and where its delivery stands.
 *
 * @param id the event's: receivers know by it what they have got before
 * @param eventType as in {@code sync.succeeded}
 * @param attempt the job's attempt that it is about; null where it is about none
 * @param reason why the connection is disabled or threatened; else null
 * @param giveUpAt a try that fails from then on is the last
 * @param nextTryAt while a try is under way, when that is taken for lost; null unless pending
 * @param tries how many have begun
 * @param lastStatus the HTTP status of the last answer; null where none came
 * @param lastError what was wrong with the last try; null where nothing was
 */
@MappedEntity("webhook_delivery")
record Delivery(
    @Id UUID id,
    UUID workspaceId,
    NotificationKind kind,
    String eventType,
    UUID connectionId,
    long jobId,
    @Nullable Integer attempt,
    @Nullable String reason,
    Instant createdAt,
    Instant giveUpAt,
    Status status,
    @Nullable Instant nextTryAt,
    int tries,
    @Nullable Instant lastTriedAt,
    @Nullable String lastHost,
    @Nullable Integer lastStatus,
    @Nullable String lastError) {
  /** Where it stands. */
  enum Status {
    PENDING,
    DELIVERED,
    GIVEN_UP;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
