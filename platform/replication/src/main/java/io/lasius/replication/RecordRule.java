package io.lasius.replication;

/** What becomes of a record that is not as it should be. */
public enum RecordRule {
  /** Nobody looks. */
  OFF,
  /** It is sent as it is, and counted as flagged. */
  PASS,
  /**
   * The values in question become null, {@code meta.changes} says so, and the record is counted as
   * flagged. Where there is no value to make null, it is set aside.
   */
  NULL_FIELD,
  /** It is kept with its reason, and not sent. */
  SET_ASIDE,
  /** The sync fails at once. */
  FAIL
}
