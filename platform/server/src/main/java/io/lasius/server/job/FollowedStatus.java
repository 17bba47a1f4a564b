package io.lasius.server.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;

/**
 * Where an attempt stands as server-sent events: an event {@code status} a second while it runs on
 * this server, then the last one, and an event {@code end}. Not thread-safe.
 */
final class FollowedStatus extends EventStream {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final LiveStatuses statuses;
  private final Attempt.AttemptId attempt;
  private final ObjectMapper json;
  private boolean begun;
  private boolean ended;

  FollowedStatus(LiveStatuses statuses, Attempt.AttemptId attempt, ObjectMapper json) {
    this.statuses = statuses;
    this.attempt = attempt;
    this.json = json;
  }

  @Override
  String next() throws IOException, InterruptedException {
    if (ended) {
      return "";
    }
    // The first at once.
    ended = statuses.awaitEnd(attempt, begun ? EVERY : Duration.ZERO);
    begun = true;
    var status = json.writeValueAsString(statuses.of(attempt));
    var text = "event: status\ndata: %s\n\n".formatted(status);
    return ended ? text + END : text;
  }
}
