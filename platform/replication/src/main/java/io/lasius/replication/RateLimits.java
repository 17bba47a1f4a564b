package io.lasius.replication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.StreamStatusTrace.StreamStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The streams of which the source said that it has to wait before it may read on. One thread tells,
 * any thread may ask.
 */
final class RateLimits {
  /** It need not wait. */
  static final long NONE = Long.MIN_VALUE;

  /** It has to wait, and did not say until when: its next record or state shows that it is over. */
  static final long OPEN = Long.MAX_VALUE;

  private final Map<StreamDescriptor, Long> resets = new HashMap<>();
  private volatile long until = NONE;

  /**
   * The latest time that it has to wait until, epoch milliseconds; {@link #NONE}, {@link #OPEN}.
   */
  long until() {
    return until;
  }

  void told(StreamStatus status) {
    long reset = reset(Objects.requireNonNullElse(status.reasons(), List.of()));
    if (reset == NONE) {
      resets.remove(status.streamDescriptor());
    } else {
      resets.put(status.streamDescriptor(), reset);
    }
    settle();
  }

  /** A record or a state came. */
  void heard() {
    if (until == OPEN) {
      resets.values().removeIf(reset -> reset == OPEN);
      settle();
    }
  }

  private void settle() {
    until = resets.values().stream().mapToLong(Long::longValue).max().orElse(NONE);
  }

  private static long reset(List<ObjectNode> reasons) {
    for (ObjectNode reason : reasons) {
      if (reason.path("type").asText().equals("RATE_LIMITED")) {
        JsonNode reset = reason.path("rate_limited").path("quota_reset");
        return reset.isNumber() ? reset.longValue() : OPEN;
      }
    }
    return NONE;
  }
}
