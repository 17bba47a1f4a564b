package io.lasius.replication;

/** The two connectors of a sync. */
record Connectors(ConnectorProcess source, ConnectorProcess destination) {
  ConnectorProcess of(ConnectorRole role) {
    return switch (role) {
      case SOURCE -> source;
      case DESTINATION -> destination;
    };
  }
}
