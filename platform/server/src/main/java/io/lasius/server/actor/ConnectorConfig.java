package io.lasius.server.actor;

import io.lasius.server.secret.Redaction;

/**
 * A configuration as its connector gets it, with its secrets.
 *
 * @param json for the connector alone
 * @param redaction leaves the secrets of just this one out of what the connector says: one that is
 *     kept outside may be another a moment later
 */
public record ConnectorConfig(String json, Redaction redaction) {
  /** Shows no value. */
  @Override
  public String toString() {
    return "ConnectorConfig";
  }
}
