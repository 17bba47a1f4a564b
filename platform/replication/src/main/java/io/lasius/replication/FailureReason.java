package io.lasius.replication;

import io.lasius.protocol.message.FailureType;

/**
 * Why an attempt failed.
 *
 * @param message for the user: what was tried, what was wrong, what to do
 * @param detail for the log; may be empty
 */
public record FailureReason(FailureOrigin origin, FailureType type, String message, String detail) {
  /** Whether another attempt may end otherwise, without anybody changing anything. */
  public boolean retryable() {
    return type != FailureType.CONFIG_ERROR;
  }
}
