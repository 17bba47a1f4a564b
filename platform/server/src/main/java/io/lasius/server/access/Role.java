package io.lasius.server.access;

import java.util.Locale;

/** What somebody may do, from the least to the most; each may do what those before it may. */
public enum Role {
  /** Even without credentials. */
  ANYBODY,
  /** Whoever has credentials, in whatever workspace. */
  USER,
  /** Sees what is in a workspace. */
  READER,
  /** Starts and ends jobs, and checks. */
  RUNNER,
  /** Makes, changes and deletes sources, destinations and connections. */
  EDITOR,
  /** Lets images run on the engine, and others into the workspace. */
  ADMIN,
  /** What concerns no workspace, or all. */
  INSTANCE_ADMIN;

  boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** Whether it is held in a workspace. */
  boolean ofWorkspace() {
    return includes(READER) && ADMIN.includes(this);
  }

  /** As in {@code instance admin}. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
