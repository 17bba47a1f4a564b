package io.lasius.server.schema;

import java.util.List;
import java.util.UUID;

/**
 * A source changed what it offers, in the transaction that stores what became of it.
 *
 * @param jobId the job that noticed it
 * @param changes those that were not there before; one at least
 */
public record SchemaChanged(UUID connectionId, long jobId, List<HandledChange> changes) {
  public SchemaChanged {
    changes = List.copyOf(changes);
  }

  /** Whether somebody has to do something, lest records be missing. */
  public boolean needsAction() {
    return changes.stream().anyMatch(HandledChange::needsAction);
  }
}
