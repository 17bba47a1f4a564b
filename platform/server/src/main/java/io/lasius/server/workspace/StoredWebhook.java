package io.lasius.server.workspace;

import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook in the database.
 *
 * @param url encrypted
 */
@MappedEntity("workspace_webhook")
record StoredWebhook(@EmbeddedId WebhookId id, boolean enabled, @Nullable String url) {
  /** Which one. */
  @Embeddable
  record WebhookId(
      @MappedProperty("workspace_id") UUID workspaceId,
      @MappedProperty("kind") NotificationKind kind) {}
}
