package io.lasius.server.connection;

import java.util.List;

/**
 * A connection as it was stored.
 *
 * @param warnings sentences on what may surprise whoever saved it
 */
record SavedConnection(Connection connection, List<String> warnings) {
  SavedConnection {
    warnings = List.copyOf(warnings);
  }
}
