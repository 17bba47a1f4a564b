package io.lasius.server.workspace;

import java.util.Arrays;
import java.util.Optional;

/** What a workspace can be told of, each by a webhook of its own. The first six are Airbyte's. */
public enum NotificationKind {
  /** A job failed for good. */
  FAILURE("failure"),
  /** A job succeeded. */
  SUCCESS("success"),
  /** A source changed its schema, and its connections go on. */
  CONNECTION_UPDATE("connectionUpdate"),
  /** A source changed its schema, and somebody has to do something about it. */
  CONNECTION_UPDATE_ACTION_REQUIRED("connectionUpdateActionRequired"),
  /** The platform disabled a connection. */
  SYNC_DISABLED("syncDisabled"),
  /** The platform is going to disable a connection. */
  SYNC_DISABLED_WARNING("syncDisabledWarning"),
  /** The first attempt of a job began. */
  STARTED("started"),
  /** An attempt failed, and another one follows. */
  INCOMPLETE("incomplete"),
  /** A job was cancelled. */
  CANCELLED("cancelled");

  private final String wireName;

  NotificationKind(String wireName) {
    this.wireName = wireName;
  }

  /** The name in the public API. */
  public String wireName() {
    return wireName;
  }

  /** The one of that name in the public API. */
  public static Optional<NotificationKind> named(String wireName) {
    return Arrays.stream(values()).filter(kind -> kind.wireName.equals(wireName)).findFirst();
  }
}
