package io.lasius.server.attemptlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.LogLevel;
import io.lasius.server.secret.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttemptLogsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  private static final Duration AGE = Duration.ofDays(30);

  @TempDir private Path folder;
  private AttemptLogs logs;

  @BeforeEach
  void open() {
    logs = new AttemptLogs(folder.resolve("logs"), limits(1 << 20, 1 << 20), () -> NOW);
  }

  @AfterEach
  void close() {
    logs.close();
  }

  @Test
  void writesALineAsJsonWithoutSecrets() throws Exception {
    try (var log = logs.open(7, 2, Redaction.of(List.of(TextNode.valueOf("hush"))))) {
      log.write("source", LogLevel.WARN, "tried \"hush\"\nagain", new StreamDescriptor("s", "n"));
      log.redactAlso(Redaction.of(List.of(TextNode.valueOf("newer"))));
      log.write(AttemptLog.PLATFORM, LogLevel.INFO, "newer than hush", null);
    }

    assertThat(logs.read(7, 2, 0, 1 << 20, Duration.ZERO).lines())
        .isEqualTo(
            """
            {"time":"2026-01-02T03:04:05.678Z","origin":"source","level":"WARN",\
            "text":"tried \\"**********\\"\\nagain","stream":{"name":"s","namespace":"n"}}
            {"time":"2026-01-02T03:04:05.678Z","origin":"platform","level":"INFO","text":"********** than **********"}
            """);
  }

  @Test
  void readsWhatIsWrittenWhileTheLogIsOpen() throws Exception {
    try (var log = logs.open(1, 1, Redaction.NONE)) {
      log.write("source", LogLevel.INFO, "one", null);
      var first = read(0);
      log.write("source", LogLevel.INFO, "two", null);
      var second = read(first.next());

      assertThat(texts(first)).containsExactly("one");
      assertThat(texts(second)).containsExactly("two");
      assertThat(second.open()).isTrue();
      assertThat(read(second.next()).lines()).isEmpty();
    }
    assertThat(read(0).open()).isFalse();
    assertThat(texts(read(0))).containsExactly("one", "two");
  }

  @Test
  void handsOutWholeLinesOfAnyLength() throws Exception {
    try (var log = logs.open(1, 1, Redaction.NONE)) {
      for (var text : List.of("\u20ac".repeat(30_000), "b", "c")) {
        log.write("source", LogLevel.INFO, text, null);
      }
    }
    List<String> texts = new ArrayList<>();
    long offset = 0;
    for (var part = read(offset, 100); !part.lines().isEmpty(); part = read(offset, 100)) {
      texts.addAll(texts(part));
      offset = part.next();
    }

    assertThat(texts).containsExactly("\u20ac".repeat(30_000), "b", "c");
    assertThat(offset).isEqualTo(wholeLog().getBytes(UTF_8).length);
  }

  @Test
  void wakesAReaderThatWaitsWhenALineComesAndWhenTheLogEnds() throws Exception {
    var log = logs.open(1, 1, Redaction.NONE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var line = threads.submit(() -> logs.read(1, 1, 0, 1000, Duration.ofMinutes(1)));
      log.write("source", LogLevel.INFO, "one", null);
      var part = line.get(20, TimeUnit.SECONDS);
      var end = threads.submit(() -> logs.read(1, 1, part.next(), 1000, Duration.ofMinutes(1)));
      log.close();

      assertThat(texts(part)).containsExactly("one");
      assertThat(end.get(20, TimeUnit.SECONDS).lines()).isEmpty();
    }
  }

  @Test
  void putsLinesOnDiskThoughNobodyReadsThem() throws Exception {
    var path = folder.resolve("logs/1/1.jsonl");
    try (var service = folder.getFileSystem().newWatchService();
        var log = logs.open(1, 1, Redaction.NONE)) {
      folder.resolve("logs/1").register(service, StandardWatchEventKinds.ENTRY_MODIFY);
      log.write("source", LogLevel.INFO, "one", null);

      assertThat(service.poll(20, TimeUnit.SECONDS)).isNotNull();
      assertThat(Files.readString(path)).contains("one");
    }
  }

  @Test
  void goesOnAfterASuddenDeathThatToreALineOff() throws Exception {
    try (var log = logs.open(1, 1, Redaction.NONE)) {
      log.write("source", LogLevel.INFO, "one", null);
    }
    byte[] torn = {'{', '"', (byte) 0xe2, (byte) 0x82};
    new StoredLog(folder.resolve("logs/1/1.jsonl")).expand();
    Files.write(folder.resolve("logs/1/1.jsonl"), torn, StandardOpenOption.APPEND);

    try (var log = logs.open(1, 1, Redaction.NONE)) {
      log.write("source", LogLevel.INFO, "two", null);
    }

    var part = read(0);
    assertThat(part.lines().lines()).hasSize(3).last().asString().contains("two");
    assertThat(read(part.next()).lines()).isEmpty();
  }

  @Test
  void keepsTheBeginningAndTheEndOfALogThatIsTooLongAndSaysWhatIsBetween() throws Exception {
    try (var small = new AttemptLogs(folder.resolve("small"), limits(4_000, 1 << 20), () -> NOW)) {
      try (var log = small.open(1, 1, Redaction.NONE)) {
        for (int i = 0; i < 100_000; i++) {
          log.write("source", i % 10 == 0 ? LogLevel.ERROR : LogLevel.INFO, "line " + i, null);
          if (i == 50_000) {
            log.write(AttemptLog.PLATFORM, LogLevel.WARN, "it is silent", null);
          }
        }
        log.write(AttemptLog.PLATFORM, LogLevel.INFO, "it failed", null);
      }

      var texts = texts(small.read(1, 1, 0, 1 << 20, Duration.ZERO));
      int gap = texts.indexOf("it is silent") - 1;
      assertThat(texts).startsWith("line 0", "line 1").endsWith("line 99999", "it failed");
      assertThat(texts.get(gap)).contains("may be 4000 bytes long", " ERROR, ", " INFO");
      assertThat(texts.get(gap - 1)).isEqualTo("line " + (gap - 1));
      assertThat(small.read(1, 1, 0, 1 << 20, Duration.ZERO).next()).isLessThan(4_500);
      long kept = texts.size() - 3L;
      assertThat(leftOut(texts.get(gap))).isEqualTo(100_000L - kept);
    }
  }

  /** The lines that a sentence counts by level. */
  private static long leftOut(String sentence) {
    return Pattern.compile("(\\d+) (ERROR|INFO)")
        .matcher(sentence)
        .results()
        .mapToLong(count -> Long.parseLong(count.group(1)))
        .sum();
  }

  @Test
  void keepsTheEndOfALogWhoseServerDiesAMomentLater() throws Exception {
    try (var small = new AttemptLogs(folder.resolve("small"), limits(4_000, 1 << 20), () -> NOW);
        var log = small.open(1, 1, Redaction.NONE)) {
      for (int i = 0; i < 1_000; i++) {
        log.write("source", LogLevel.INFO, "line " + i, null);
      }
      log.flush();
      copy(folder.resolve("small"), folder.resolve("logs"));
    }

    assertThat(texts(read(0))).startsWith("line 0").endsWith("line 999");
    assertThat(read(0)).isEqualTo(read(0));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Test
  void shortensATextThatIsTooLong() throws Exception {
    try (var log = logs.open(1, 1, Redaction.NONE)) {
      log.write("source", LogLevel.INFO, "x".repeat(AttemptLog.MAX_TEXT_CHARS + 5), null);
    }

    assertThat(texts(read(0)).getFirst()).endsWith("x… (5 characters more)");
  }

  @Test
  void takesLinesFromManyThreads() throws Exception {
    try (var log = logs.open(1, 1, Redaction.NONE);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 20; thread++) {
        var _ =
            threads.submit(() -> {
              for (int i = 0; i < 100; i++) {
                log.write("source", LogLevel.INFO, "line " + i, null);
              }
            });
      }
    }

    assertThat(texts(read(0))).hasSize(2_000);
  }

  @Test
  void dropsALineAfterTheEndAndClosesTwice() throws Exception {
    var log = logs.open(1, 1, Redaction.NONE);
    log.close();

    log.write("source", LogLevel.INFO, "late", null);
    log.close();

    assertThat(read(0).lines()).isEmpty();
  }

  @Test
  void refusesToOpenALogTwice() throws Exception {
    try (var log = logs.open(1, 1, Redaction.NONE)) {
      assertThatIllegalStateException().isThrownBy(() -> logs.open(1, 1, Redaction.NONE));
      log.write("source", LogLevel.INFO, "one", null);
      assertThat(texts(read(0))).containsExactly("one");
    }
  }

  @Test
  void readsNothingWhereThereIsNoLog() throws Exception {
    assertThat(logs.read(5, 5, 3, 100, Duration.ofMinutes(1))).isEqualTo(new LogPart("", 3, false));
    assertThat(logs.whole(5, 5).readAllBytes()).isEmpty();
    assertThat(logs.tidy()).isZero();
  }

  private static LogLimits limits(long bytes, long totalBytes) {
    return new LogLimits(bytes, AGE, totalBytes);
  }

  private String wholeLog() throws Exception {
    try (var whole = logs.whole(1, 1)) {
      return new String(whole.readAllBytes(), UTF_8);
    }
  }

  private LogPart read(long offset) throws Exception {
    return read(offset, 1 << 20);
  }

  private LogPart read(long offset, int maxBytes) throws Exception {
    return logs.read(1, 1, offset, maxBytes, Duration.ZERO);
  }

  private static List<String> texts(LogPart part) throws Exception {
    List<String> texts = new ArrayList<>();
    for (String line : part.lines().lines().toList()) {
      JsonNode json = Json.parse(line);
      texts.add(json.path("text").textValue());
    }
    return texts;
  }
}
