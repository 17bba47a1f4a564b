package io.lasius.server.attemptlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.replication.RejectedRecord;
import io.lasius.replication.Rejection;
import io.lasius.server.secret.Redaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class RejectedRecordsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final LogLimits LIMITS = new LogLimits(1 << 20, Duration.ofSeconds(30), 1 << 20);
  private static final String MESSAGE = "{\"type\":\"RECORD\",\"record\":{\"data\":{\"n\":37.00}}}";

  @TempDir private Path folder;
  private AttemptLogs logs;

  @BeforeEach
  void open() {
    logs = new AttemptLogs(folder, LIMITS, () -> NOW);
  }

  @AfterEach
  void close() {
    logs.close();
  }

  @Test
  void keepsTheMessageByteForByteForThisUserAlone() throws Exception {
    try (var rejected = logs.rejected(7, 2)) {
      rejected.add(record(5));
    }

    Path file = folder.resolve("7/2.rejected.jsonl");
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            {"time":"2026-01-02T03:04:05Z","reason":"schema","why":"it is odd","line":5,\
            "stream":{"name":"s","namespace":"n"},"message":%s}
            """
                .formatted(MESSAGE));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(logs.readRejected(7, 2, 0, 1000).lines()).isEqualTo(Files.readString(file));
  }

  @Test
  void makesNoFileWhereNothingIsSetAside() throws Exception {
    try (var rejected = logs.rejected(7, 2)) {
      rejected.force();
    }

    assertThat(folder.resolve("7")).doesNotExist();
    assertThat(logs.readRejected(7, 2, 0, 1000).lines()).isEmpty();
  }

  @Test
  void goesWithTheLogOfItsAttemptButNotWhileThatIsWritten() throws Exception {
    try (var log = logs.open(7, 2, Redaction.NONE);
        var rejected = logs.rejected(7, 2)) {
      rejected.add(record(1));
      age("7/2.rejected.jsonl");
      assertThat(log).isNotNull();
      assertThat(logs.tidy()).isZero();
    }
    assertThat(logs.tidy()).isEqualTo(1);
    age("7/2.jsonl.gz");
    assertThat(logs.tidy()).isEqualTo(1);
    assertThat(folder.resolve("7")).doesNotExist();
  }

  private void age(String file) throws IOException {
    Files.setLastModifiedTime(folder.resolve(file), FileTime.from(NOW.minusSeconds(60)));
  }

  @Test
  @Timeout(60)
  void holdsAllThatWasForcedAfterAKill() throws Exception {
    var child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var output = child.inputReader()) {
      assertThat(output.readLine()).isEqualTo("forced");
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();

    var lines = logs.readRejected(1, 0, 0, 1 << 20).lines().lines().toList();
    assertThat(lines.subList(0, 1000))
        .isEqualTo(
            IntStream.range(0, 1000)
                .mapToObj(line -> lines.getFirst().replace("\"line\":0", "\"line\":" + line))
                .toList());
  }

  private static RejectedRecord record(long line) {
    return new RejectedRecord(
        new StreamDescriptor("s", "n"),
        Rejection.SCHEMA,
        "it is odd",
        line,
        ByteBuffer.wrap(MESSAGE.getBytes(UTF_8)));
  }

  /** Sets records aside for ever; says when the first thousand are durable. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws IOException {
      var logs = new AttemptLogs(Path.of(args[0]), LIMITS, () -> NOW);
      var rejected = logs.rejected(1, 0);
      for (long line = 0; ; line++) {
        rejected.add(record(line));
        if (line == 999) {
          rejected.force();
          System.out.println("forced");
        }
      }
    }
  }
}
