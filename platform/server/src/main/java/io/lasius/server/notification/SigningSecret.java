package io.lasius.server.notification;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace's webhooks are signed with, encrypted.
 *
 * @param previous the one before, encrypted; null where there was none
 */
@MappedEntity("workspace_signing_secret")
record SigningSecret(
    @Id UUID workspaceId, String secret, @Nullable String previous, Instant madeAt) {}
