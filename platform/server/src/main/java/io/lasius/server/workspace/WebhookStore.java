package io.lasius.server.workspace;

import io.lasius.server.workspace.StoredWebhook.WebhookId;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.UUID;

/** Webhooks of workspaces in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface WebhookStore extends CrudRepository<StoredWebhook, WebhookId> {
  @Query("SELECT * FROM workspace_webhook WHERE workspace_id = :workspaceId")
  List<StoredWebhook> of(UUID workspaceId);
}
