package io.lasius.server.job;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a list of jobs may be asked for. Times are RFC 3339; without a zone they are UTC. */
@Introspected
record JobQuery(
    @QueryValue @Nullable UUID connectionId,
    @QueryValue @Nullable List<UUID> workspaceIds,
    @QueryValue @Nullable String jobType,
    @QueryValue @Nullable String status,
    @QueryValue @Nullable String createdAtStart,
    @QueryValue @Nullable String createdAtEnd,
    @QueryValue @Nullable String updatedAtStart,
    @QueryValue @Nullable String updatedAtEnd,
    @QueryValue @Nullable String orderBy,
    @QueryValue @Nullable Integer limit,
    @QueryValue @Nullable Integer offset) {}
