package io.lasius.server.workspace;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.lasius.server.http.Form;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, changes and deletes workspaces, each with its notifications in one transaction. */
@Singleton
class WorkspaceChanges {
  private static final int MAX_NAME = 256;

  private final WorkspaceStore store;
  private final Webhooks webhooks;
  private final ApplicationEventPublisher<WorkspaceDeleted> deleted;
  private final InstantSource clock;

  WorkspaceChanges(
      WorkspaceStore store,
      Webhooks webhooks,
      ApplicationEventPublisher<WorkspaceDeleted> deleted,
      InstantSource clock) {
    this.store = store;
    this.webhooks = webhooks;
    this.deleted = deleted;
    this.clock = clock;
  }

  /**
   * A workspace on its way in; what is missing stays as it was.
   *
   * @param name needed for a new one
   */
  record WorkspaceBody(
      @Form(minLength = 1, maxLength = MAX_NAME) @Nullable String name,
      @JsonSetter(contentNulls = Nulls.SET)
          @Nullable Map<String, @Nullable NotificationBody> notifications) {}

  @Transactional
  Workspace create(WorkspaceBody body) {
    var name = Required.text("name", body.name(), MAX_NAME);
    var made = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var workspace = store.save(new Workspace(UUID.randomUUID(), name, made, false));
    notify(workspace.id(), body);
    return workspace;
  }

  @Transactional
  Workspace change(UUID id, WorkspaceBody body) {
    var before = store.lock(id);
    notify(id, body);
    if (body.name() == null) {
      return before;
    }
    var name = Required.text("name", body.name(), MAX_NAME);
    return store.update(before.named(name));
  }

  /**
   * Deletes one with all that is in it; what it did stays to be seen.
   *
   * @throws io.lasius.server.http.ProblemException 409 for the one that is there from the start
   */
  @Transactional
  void delete(UUID id) {
    var workspace = store.lock(id);
    if (id.equals(Workspace.DEFAULT)) {
      throw Problem.stateConflict(
              "the workspace that is there from the start stays; delete what is in it instead")
          .asException();
    }
    store.update(workspace.asDeleted());
    store.beginElsewhere(id);
    deleted.publishEvent(new WorkspaceDeleted(id));
  }

  private void notify(UUID id, WorkspaceBody body) {
    var notifications = body.notifications();
    if (notifications != null) {
      webhooks.put(id, NotificationBody.changed(webhooks.of(id), notifications));
    }
  }
}
