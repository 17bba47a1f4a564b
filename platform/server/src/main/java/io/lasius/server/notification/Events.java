package io.lasius.server.notification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.lasius.server.actor.Actors;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.job.JobSummaries;
import io.lasius.server.schema.NotedChanges;
import io.lasius.server.workspace.Workspace;
import io.lasius.server.workspace.WorkspaceStore;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/**
 * Events as receivers get them: {@code id}, {@code type}, {@code timestamp}, a {@code text} for
 * people, and {@code data}, which for jobs has the names of Airbyte's own summary and more. What
 * they tell is read when they are delivered; it does not change any more, but for names.
 */
@Singleton
class Events {
  private final WorkspaceStore workspaces;
  private final ConnectionStore connections;
  private final Actors actors;
  private final JobSummaries summaries;
  private final NotedChanges changes;

  Events(
      WorkspaceStore workspaces,
      ConnectionStore connections,
      Actors actors,
      JobSummaries summaries,
      NotedChanges changes) {
    this.workspaces = workspaces;
    this.connections = connections;
    this.actors = actors;
    this.summaries = summaries;
    this.changes = changes;
  }

  ObjectNode of(Delivery delivery) {
    var connection = connections.findById(delivery.connectionId()).orElseThrow();
    var data = about(workspaces.findById(delivery.workspaceId()).orElseThrow(), connection);
    data.put("jobId", delivery.jobId());
    var text =
        switch (delivery.kind()) {
          case STARTED, SUCCESS, INCOMPLETE, FAILURE, CANCELLED ->
              new JobNews(delivery, summaries.of(delivery.jobId(), delivery.attempt()))
                  .tell(connection, data);
          case CONNECTION_UPDATE, CONNECTION_UPDATE_ACTION_REQUIRED ->
              SchemaNews.tell(connection, changes.ofJob(delivery.jobId()), data);
          case SYNC_DISABLED, SYNC_DISABLED_WARNING -> tellOfStatus(delivery, connection, data);
        };
    return event(delivery.id(), delivery.eventType(), delivery.createdAt(), text, data);
  }

  /** One that tells of nothing, to try a webhook with. */
  static ObjectNode test(UUID id, Workspace workspace, Instant now) {
    var data = Json.mapper().createObjectNode();
    named(data.putObject("workspace"), workspace.id(), workspace.name());
    var text = "This is a test of a webhook of the workspace '%s'".formatted(workspace.name());
    return event(id, EventTypes.TEST, now, text, data);
  }

  private static ObjectNode event(
      UUID id, String type, Instant time, String text, ObjectNode data) {
    var event = Json.mapper().createObjectNode();
    event.put("id", id.toString());
    event.put("type", type);
    event.put("timestamp", time.toString());
    event.put("text", text);
    event.set("data", data);
    return event;
  }

  private ObjectNode about(Workspace workspace, Connection connection) {
    var data = Json.mapper().createObjectNode();
    named(data.putObject("workspace"), workspace.id(), workspace.name());
    named(data.putObject("connection"), connection.id(), connection.name());
    var source = actors.get(connection.sourceId());
    named(data.putObject("source"), source.id(), source.name());
    var destination = actors.get(connection.destinationId());
    named(data.putObject("destination"), destination.id(), destination.name());
    return data;
  }

  private static void named(ObjectNode thing, UUID id, String name) {
    thing.put("id", id.toString()).put("name", name);
  }

  private static String tellOfStatus(Delivery delivery, Connection connection, ObjectNode data) {
    data.put("reason", delivery.reason());
    return "Connection '%s' %s: %s"
        .formatted(
            connection.name(),
            delivery.eventType().equals(EventTypes.DISABLED)
                ? "was made inactive"
                : "keeps failing",
            delivery.reason());
  }
}
