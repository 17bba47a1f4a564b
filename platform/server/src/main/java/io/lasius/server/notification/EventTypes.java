package io.lasius.server.notification;

/** The types of events beside those of jobs, which are named like {@code sync.succeeded}. */
final class EventTypes {
  static final String SCHEMA_CHANGED = "connection.schema_changed";
  static final String DISABLED = "connection.disabled";
  static final String DISABLE_WARNING = "connection.disable_warning";

  /** Somebody tries a webhook. */
  static final String TEST = "test";

  private EventTypes() {}
}
