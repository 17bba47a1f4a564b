package io.lasius.server.state;

/** Why a stream's state became another one. */
public enum StateReason {
  /** The destination returned it. */
  SYNC,
  /** Somebody set it back. */
  RESTORE,
  /** Somebody brought it from elsewhere. */
  IMPORT,
  /** The stream's data was cleared. */
  CLEAR,
  /**
   * The stream is read again from its beginning, since somebody asked for it or its schema changed.
   */
  REFRESH,
  /** The stream is read whole by each sync. */
  FULL_REFRESH
}
