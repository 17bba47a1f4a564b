package io.lasius.server.job;

import io.lasius.server.access.ObjectPlace;
import io.lasius.server.connection.ConnectionStore;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** In which workspace a job is: that of its connection. */
@Singleton
final class JobPlace implements ObjectPlace {
  private final JobStore store;
  private final ConnectionStore connections;

  JobPlace(JobStore store, ConnectionStore connections) {
    this.store = store;
    this.connections = connections;
  }

  @Override
  public String variable() {
    return "jobId";
  }

  @Override
  public String resourceType(Map<String, Object> path) {
    return "job";
  }

  @Override
  public Optional<UUID> workspaceOf(String id) {
    return store
        .findById(Long.parseLong(id))
        .flatMap(job -> connections.findWorkspaceIdById(job.connectionId()));
  }
}
