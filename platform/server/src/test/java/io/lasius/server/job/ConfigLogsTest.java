package io.lasius.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.message.LogLevel;
import io.lasius.server.attemptlog.AttemptLog;
import io.lasius.server.attemptlog.AttemptLogs;
import io.lasius.server.attemptlog.LogLimits;
import io.lasius.server.secret.Redaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class ConfigLogsTest {
  private static final Attempt.AttemptId ATTEMPT = new Attempt.AttemptId(7, 1);

  private final AttemptLogs logs;
  private final ConfigLogs configLogs;

  ConfigLogsTest(@TempDir Path folder) {
    logs =
        new AttemptLogs(
            folder,
            new LogLimits(1 << 20, Duration.ofDays(1), 1 << 20),
            () -> Instant.parse("2026-01-02T03:04:05Z"));
    configLogs = new ConfigLogs(logs);
  }

  @AfterEach
  void close() {
    logs.close();
  }

  @Test
  void writesLinesForPeopleWhileTheLogGrows() throws Exception {
    assertThat(configLogs.lines(ATTEMPT, 1000)).isEmpty();
    try (var log = open()) {
      log.write("source", LogLevel.WARN, "the first\nthe second\n", null);

      assertThat(configLogs.lines(ATTEMPT, 1000))
          .containsExactly("2026-01-02T03:04:05Z WARN source > the first", "the second");
    }
    assertThat(configLogs.lines(ATTEMPT, 1000)).hasSize(2);
  }

  /** Clients show the lines beyond those that they have shown. */
  @Test
  void neverMovesALineOfALogThatIsTooLong() throws Exception {
    try (var log = open()) {
      log.write("source", LogLevel.INFO, "x".repeat(300), null);
      var before = configLogs.lines(ATTEMPT, 1000);
      log.write("source", LogLevel.INFO, "y".repeat(300), null);
      log.write("source", LogLevel.INFO, "z".repeat(300), null);

      var cut = configLogs.lines(ATTEMPT, 1000);
      log.write("source", LogLevel.INFO, "more", null);

      assertThat(before).hasSize(1);
      assertThat(cut).hasSize(3).startsWith(before.getFirst());
      assertThat(cut.getLast())
          .startsWith("The rest is at /api/public/v1/jobs/7/attempts/1/logs?offset=");
      assertThat(configLogs.lines(ATTEMPT, 1000)).isEqualTo(cut);
    }
  }

  private AttemptLog open() throws Exception {
    return logs.open(ATTEMPT.jobId(), ATTEMPT.number(), Redaction.NONE);
  }
}
