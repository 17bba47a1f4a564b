package io.lasius.server.connection;

import io.lasius.protocol.catalog.StreamDescriptor;
import java.util.List;
import java.util.UUID;

/**
 * The streams of a connection, or their names at the destination, are about to change, in the
 * transaction that stores them.
 *
 * @param anew those that are read in another way than before, to which their states mean nothing
 */
public record StreamsChanging(UUID connectionId, List<StreamDescriptor> anew) {
  public StreamsChanging {
    anew = List.copyOf(anew);
  }
}
