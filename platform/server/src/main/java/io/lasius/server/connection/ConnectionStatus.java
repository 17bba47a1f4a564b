package io.lasius.server.connection;

/** Whether a connection may sync. */
public enum ConnectionStatus {
  ACTIVE,
  INACTIVE,
  /** Deleted. */
  DEPRECATED
}
