package io.lasius.server.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.json.Json;
import io.lasius.server.attemptlog.AttemptLogs;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Logs of attempts as lines for people. Clients ask for them again and again and show those beyond
 * the ones that they have seen, so a log that is too long ends early: no line ever moves.
 */
@Singleton
final class ConfigLogs {
  private final AttemptLogs logs;

  ConfigLogs(AttemptLogs logs) {
    this.logs = logs;
  }

  /**
   * The lines of an attempt's log.
   *
   * @param maxBytes so much of the log at most, but one line at least; a last line says where the
   *     rest is
   * @return none where there is no such log
   */
  List<String> lines(Attempt.AttemptId attempt, int maxBytes)
      throws IOException, InterruptedException {
    var part = logs.read(attempt.jobId(), attempt.number(), 0, maxBytes, Duration.ZERO);
    var lines = new ArrayList<String>();
    part.lines().lines().flatMap(line -> text(line).lines()).forEach(lines::add);
    var next = logs.read(attempt.jobId(), attempt.number(), part.next(), 1, Duration.ZERO);
    // What has only just been written, and fits, comes with the next call.
    if (!next.lines().isEmpty() && next.next() > maxBytes) {
      lines.add(
          "The rest is at /api/public/v1/jobs/%d/attempts/%d/logs?offset=%d"
              .formatted(attempt.jobId(), attempt.number(), part.next()));
    }
    return lines;
  }

  /** As in the log where its server died while it was written. */
  private static String text(String line) {
    try {
      var json = Json.parse(line);
      return "%s %s %s > %s"
          .formatted(
              json.path("time").asText(),
              json.path("level").asText(),
              json.path("origin").asText(),
              json.path("text").asText());
    } catch (JsonProcessingException e) {
      return line;
    }
  }
}
