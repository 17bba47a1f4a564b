package io.lasius.server.access;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did, or tried to do.
 *
 * @param way what they showed
 * @param address where they called from
 * @param action method and path, with the names of what stands in it
 * @param objectId null where there is none, or it was not made
 * @param status HTTP status of the answer; null where the server died before it
 * @param changedFields JSON array of JSON pointers
 */
@MappedEntity("audit_entry")
record AuditEntry(
    @Id UUID id,
    Instant at,
    UUID userId,
    String userName,
    String way,
    String address,
    String action,
    @Nullable String objectId,
    @Nullable UUID workspaceId,
    @Nullable Integer status,
    String changedFields) {}
