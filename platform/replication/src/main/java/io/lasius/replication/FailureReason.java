package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.FailureType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed.
 *
 * @param message for the user: what was tried, what was wrong, what to do
 * @param detail for the log; may be empty
 * @param stream the only one that it is about; null where there are several, or none is known
 * @param time when it was noticed, in milliseconds
 */
public record FailureReason(
    FailureOrigin origin,
    FailureType type,
    String message,
    String detail,
    @Nullable StreamDescriptor stream,
    Instant time) {
  public FailureReason {
    time = time.truncatedTo(ChronoUnit.MILLIS);
  }

  /** One that is noticed at this moment. */
  public static FailureReason now(
      FailureOrigin origin, FailureType type, String message, String detail) {
    return new FailureReason(origin, type, message, detail, null, Instant.now());
  }

  /** The same, of one stream. */
  public FailureReason of(@Nullable StreamDescriptor one) {
    return new FailureReason(origin, type, message, detail, one, time);
  }

  /** Whether another attempt may end otherwise, without anybody changing anything. */
  public boolean retryable() {
    return type != FailureType.CONFIG_ERROR;
  }
}
