package io.lasius.server;

import java.util.UUID;

/**
 * Who this server is.
 *
 * @param id of the database, the same for all servers that share it
 * @param server of this process
 */
public record Installation(UUID id, UUID server) {
  /** Enough of the id to tell containers of two installations apart by their names. */
  public String shortId() {
    return id.toString().substring(0, 8);
  }
}
