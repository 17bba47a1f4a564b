package io.lasius.server.admission;

/** Whose jobs go first where several wait. */
public enum Priority {
  LOW,
  NORMAL,
  HIGH
}
