package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.FailureType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed.
 *
 * @param message for the user: what was tried, what was wrong, what to do
 * @param detail for the log; may be empty
 * @param stream the only one that it is about, by the connection's name; null where there are
 *     several, or none is known
 * @param time when it was noticed, to the millisecond, by the clock of the machine that noticed it
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

  /** The same about one stream; about none where that is null. */
  public FailureReason about(@Nullable StreamDescriptor one) {
    return new FailureReason(origin, type, message, detail, one, time);
  }

  /** The same in other words, such as those without secrets. */
  public FailureReason reworded(UnaryOperator<String> words) {
    return new FailureReason(origin, type, words.apply(message), words.apply(detail), stream, time);
  }

  /** Whether another attempt may end otherwise, without anybody changing anything. */
  public boolean retryable() {
    return type != FailureType.CONFIG_ERROR;
  }
}
