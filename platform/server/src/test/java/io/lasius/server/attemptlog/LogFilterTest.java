package io.lasius.server.attemptlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.LogLevel;
import io.lasius.server.secret.Redaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFilterTest {
  @TempDir private Path folder;
  private AttemptLogs logs;

  @BeforeEach
  void open() {
    logs =
        new AttemptLogs(
            folder, new LogLimits(1 << 20, Duration.ofDays(1), 1 << 20), InstantSource.system());
  }

  @AfterEach
  void close() {
    logs.close();
  }

  @Test
  void findsLinesByLevelAndText() throws Exception {
    try (var log = logs.open(1, 1, Redaction.NONE)) {
      for (int i = 0; i < 1_000; i++) {
        log.write("source", LogLevel.INFO, "line " + i, null);
      }
      log.write("destination", LogLevel.WARN, "Slow disk", null);
      log.write("destination", LogLevel.ERROR, "disk FULL", null);
    }

    assertThat(found(LogLevel.WARN, null)).containsExactly("Slow disk", "disk FULL");
    assertThat(found(LogLevel.ERROR, null)).containsExactly("disk FULL");
    assertThat(found(null, "DISK")).containsExactly("Slow disk", "disk FULL");
    assertThat(found(LogLevel.INFO, "line 77")).hasSize(11);
    assertThat(found(null, "elsewhere")).isEmpty();
  }

  private List<String> found(@Nullable LogLevel level, @Nullable String text) throws Exception {
    List<String> found = new ArrayList<>();
    long offset = 0;
    while (true) {
      var part = logs.find(1, 1, offset, 2_000, new LogFilter(level, text));
      if (part.lines().isEmpty()) {
        return found;
      }
      for (var line : part.lines().lines().toList()) {
        found.add(Json.parse(line).path("text").asText());
      }
      offset = part.next();
    }
  }
}
