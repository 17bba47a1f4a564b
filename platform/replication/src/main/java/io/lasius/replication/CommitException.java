package io.lasius.replication;

/** What the destination returned could not be stored. The sync ends; nothing of it is lost. */
public final class CommitException extends Exception {
  private static final long serialVersionUID = 1;

  public CommitException(String message, Throwable cause) {
    super(message, cause);
  }
}
