package io.lasius.server.workspace;

import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and changes workspaces, each with its notifications in one transaction. */
@Singleton
class WorkspaceChanges {
  private static final int MAX_NAME = 256;

  private final WorkspaceStore store;
  private final Webhooks webhooks;
  private final InstantSource clock;

  WorkspaceChanges(WorkspaceStore store, Webhooks webhooks, InstantSource clock) {
    this.store = store;
    this.webhooks = webhooks;
    this.clock = clock;
  }

  /**
   * A workspace on its way in; what is missing stays as it was.
   *
   * @param name needed for a new one
   */
  record WorkspaceBody(
      @Nullable String name, @Nullable Map<String, @Nullable NotificationBody> notifications) {}

  @Transactional
  Workspace create(WorkspaceBody body) {
    var name = Required.text("name", body.name(), MAX_NAME);
    var made = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var workspace = store.save(new Workspace(UUID.randomUUID(), name, made));
    notify(workspace.id(), body);
    return workspace;
  }

  @Transactional
  Workspace change(UUID id, WorkspaceBody body) {
    var before =
        store.findById(id).orElseThrow(() -> Problem.notFound("workspace", id).asException());
    notify(id, body);
    if (body.name() == null) {
      return before;
    }
    var name = Required.text("name", body.name(), MAX_NAME);
    return store.update(new Workspace(id, name, before.createdAt()));
  }

  private void notify(UUID id, WorkspaceBody body) {
    var notifications = body.notifications();
    if (notifications != null) {
      webhooks.put(id, NotificationBody.changed(webhooks.of(id), notifications));
    }
  }
}
