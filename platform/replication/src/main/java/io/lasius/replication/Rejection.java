package io.lasius.replication;

/** Why a record that the source wrote is not as it should be. */
public enum Rejection {
  /** Its line cannot be read, or has no data object. */
  UNREADABLE,
  /** Its line is longer than the connection allows. */
  SIZE,
  /** It holds a value that common destinations drop or bend. */
  VALUE,
  /** It breaks its stream's schema. */
  SCHEMA,
  /** A mapper failed on it. */
  UNMAPPED
}
