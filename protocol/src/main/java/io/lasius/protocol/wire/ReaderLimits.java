package io.lasius.protocol.wire;

import java.time.Duration;

/**
 * How long a line may be, and the memory that long lines share.
 *
 * @param maxLineBytes longest line in bytes, without its end
 */
public record ReaderLimits(int maxLineBytes, BufferBudget budget) {
  /** 64 MiB. */
  public static final int DEFAULT_MAX_LINE_BYTES = 64 << 20;

  public ReaderLimits {
    if (maxLineBytes < 1 || maxLineBytes > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          "the limit of a line is %d bytes, but must be between 1 and %d"
              .formatted(maxLineBytes, Integer.MAX_VALUE - 16));
    }
  }

  /** The default limit, and a budget of its own. */
  public static ReaderLimits defaults() {
    return of(DEFAULT_MAX_LINE_BYTES);
  }

  /** This limit, and a budget of its own for four of the longest lines. */
  public static ReaderLimits of(int maxLineBytes) {
    return new ReaderLimits(
        maxLineBytes, new BufferBudget(4L * 2 * maxLineBytes, Duration.ofSeconds(60)));
  }
}
