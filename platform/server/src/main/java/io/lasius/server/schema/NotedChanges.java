package io.lasius.server.schema;

import jakarta.inject.Singleton;
import java.util.List;

/** What sources changed, for those who tell it. */
@Singleton
public final class NotedChanges {
  private final NotedChangeStore store;

  NotedChanges(NotedChangeStore store) {
    this.store = store;
  }

  /** What a job noticed, with what became of each. */
  public List<HandledChange> ofJob(long jobId) {
    return store.ofJob(jobId).stream().map(NotedChange::handled).toList();
  }
}
