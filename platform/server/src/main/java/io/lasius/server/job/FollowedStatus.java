package io.lasius.server.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * Where an attempt stands as server-sent events: an event {@code status} a second while it runs on
 * this server, then the last one, and an event {@code end}. Not thread-safe.
 */
final class FollowedStatus extends InputStream {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final LiveStatuses statuses;
  private final Attempt.AttemptId attempt;
  private final ObjectMapper json;
  private byte[] events = new byte[0];
  private int taken;
  private boolean begun;
  private boolean ended;

  FollowedStatus(LiveStatuses statuses, Attempt.AttemptId attempt, ObjectMapper json) {
    this.statuses = statuses;
    this.attempt = attempt;
    this.json = json;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int start, int length) throws IOException {
    if (taken == events.length) {
      if (ended) {
        return -1;
      }
      next();
    }
    int count = Math.min(length, events.length - taken);
    System.arraycopy(events, taken, target, start, count);
    taken += count;
    return count;
  }

  private void next() throws IOException {
    try {
      // The first at once.
      ended = statuses.awaitEnd(attempt, begun ? EVERY : Duration.ZERO);
      begun = true;
      var status = json.writeValueAsString(statuses.of(attempt));
      var text = "event: status\ndata: %s\n\n".formatted(status);
      events = (ended ? text + "event: end\ndata: {}\n\n" : text).getBytes(UTF_8);
      taken = 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server is stopped");
    }
  }
}
