package io.lasius.server.connection;

/** Somebody else has changed the connection since it was read: to be read and changed again. */
final class StaleConnectionException extends Exception {
  private static final long serialVersionUID = 1;
}
