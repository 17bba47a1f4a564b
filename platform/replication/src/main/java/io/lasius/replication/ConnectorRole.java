package io.lasius.replication;

/** Which end of a sync a connector is. */
public enum ConnectorRole {
  SOURCE,
  DESTINATION
}
