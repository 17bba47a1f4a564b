package io.lasius.server.job;

import io.lasius.server.http.Form;
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
    @Form(oneOf = {"sync", "refresh", "reset", "clear"}) @QueryValue @Nullable String jobType,
    @Form(
            oneOf = {
              "pending",
              "queued",
              "running",
              "incomplete",
              "failed",
              "succeeded",
              "cancelled"
            })
        @QueryValue
        @Nullable String status,
    @Form(format = "date-time") @QueryValue @Nullable String createdAtStart,
    @Form(format = "date-time") @QueryValue @Nullable String createdAtEnd,
    @Form(format = "date-time") @QueryValue @Nullable String updatedAtStart,
    @Form(format = "date-time") @QueryValue @Nullable String updatedAtEnd,
    @Form(oneOf = {"createdAt|ASC", "createdAt|DESC", "updatedAt|ASC", "updatedAt|DESC"})
        @QueryValue
        @Nullable String orderBy,
    @QueryValue @Nullable Integer limit,
    @QueryValue @Nullable Integer offset) {}
