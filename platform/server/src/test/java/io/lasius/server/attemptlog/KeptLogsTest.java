package io.lasius.server.attemptlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.message.LogLevel;
import io.lasius.server.secret.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of attempts that have ended. */
final class KeptLogsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Duration AGE = Duration.ofDays(30);

  @TempDir private Path folder;
  private AttemptLogs logs;

  @BeforeEach
  void open() {
    logs = logs(1 << 20);
  }

  private AttemptLogs logs(long totalBytes) {
    return new AttemptLogs(
        folder.resolve("logs"), new LogLimits(1 << 20, AGE, totalBytes), () -> NOW);
  }

  @AfterEach
  void close() {
    logs.close();
  }

  @Test
  void compressesWhatHasEndedAndReadsItAsBefore() throws Exception {
    try (var log = logs.open(1, 1, Redaction.NONE)) {
      for (int i = 0; i < 1_000; i++) {
        log.write("source", LogLevel.INFO, "line " + i, null);
      }
    }
    assertThat(logs.tidy()).isZero();

    var stored = new StoredLog(folder.resolve("logs/1/1.jsonl"));
    assertThat(stored.path()).doesNotExist();
    assertThat(Files.size(stored.compressed())).isLessThan(wholeLog().length() / 5);
    var first = logs.read(1, 1, 0, 1_000, Duration.ZERO);
    assertThat(first.lines()).contains("line 0");
    assertThat(first.lines() + read(first.next()).lines()).isEqualTo(wholeLog());
    assertThat(read(10L << 20)).isEqualTo(new LogPart("", 10L << 20, false));
    try (var log = logs.open(1, 1, Redaction.NONE)) {
      log.write("source", LogLevel.INFO, "more", null);
    }
    assertThat(wholeLog().lines()).hasSize(1_001).last().asString().contains("more");
  }

  @Test
  void deletesWhatIsOldAndNeitherTheNewNorTheOpen() throws Exception {
    writeOneLineOf(1, 2, 3);
    try (var open = logs.open(3, 1, Redaction.NONE)) {
      age(1, AGE.plusSeconds(5));
      age(2, AGE.minusSeconds(5));
      Files.setLastModifiedTime(
          folder.resolve("logs/3/1.jsonl"), FileTime.from(NOW.minus(AGE).minusSeconds(5)));

      assertThat(logs.tidy()).isEqualTo(1);
      assertThat(folder.resolve("logs/1")).doesNotExist();
      assertThat(folder.resolve("logs/2/1.jsonl.gz")).exists();
      open.write("source", LogLevel.INFO, "two", null);
    }
    assertThat(logs.read(3, 1, 0, 1 << 20, Duration.ZERO).lines()).contains("one", "two");
  }

  @Test
  void deletesTheOldestWhereAllTogetherAreTooLarge() throws Exception {
    writeOneLineOf(1, 2, 3);
    long size = Files.size(folder.resolve("logs/1/1.jsonl.gz"));
    for (int job = 1; job <= 3; job++) {
      age(job, Duration.ofMinutes(job));
    }
    try (var tight = logs(2 * size)) {
      var _ = tight.tidy();
    }

    assertThat(folder.resolve("logs/1")).exists();
    assertThat(folder.resolve("logs/2")).exists();
    assertThat(folder.resolve("logs/3")).doesNotExist();
  }

  private void writeOneLineOf(int... jobs) throws Exception {
    for (int job : jobs) {
      try (var log = logs.open(job, 1, Redaction.NONE)) {
        log.write("source", LogLevel.INFO, "one", null);
      }
    }
    assertThat(logs.tidy()).isZero();
  }

  private void age(int job, Duration age) throws IOException {
    Files.setLastModifiedTime(
        folder.resolve("logs/%d/1.jsonl.gz".formatted(job)), FileTime.from(NOW.minus(age)));
  }

  private LogPart read(long offset) throws Exception {
    return logs.read(1, 1, offset, 1 << 20, Duration.ZERO);
  }

  private String wholeLog() throws Exception {
    try (var whole = logs.whole(1, 1)) {
      return new String(whole.readAllBytes(), UTF_8);
    }
  }
}
