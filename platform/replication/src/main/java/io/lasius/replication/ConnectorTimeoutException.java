package io.lasius.replication;

import java.time.Duration;

/** A connector still runs after the longest wait. It is left running. */
public final class ConnectorTimeoutException extends Exception {
  private static final long serialVersionUID = 1;

  public ConnectorTimeoutException(String connector, Duration limit) {
    super("%s still runs after %d s".formatted(connector, limit.toSeconds()));
  }
}
