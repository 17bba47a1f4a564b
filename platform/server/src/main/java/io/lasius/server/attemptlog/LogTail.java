package io.lasius.server.attemptlog;

import io.lasius.protocol.message.LogLevel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The last lines of a log that is full, in memory and as they came: whoever writes a gigabyte costs
 * no disk, and no work for lines that nobody will see. What the platform says goes last of all,
 * since it tells how an attempt went. Not thread-safe.
 */
final class LogTail {
  /** So much of what the platform says is kept besides. */
  static final int PLATFORM_BYTES = 64 << 10;

  /** What a line takes beside its text, about. */
  private static final int OVERHEAD_BYTES = 128;

  private record Numbered(long number, LogLine line) {
    int bytes() {
      return OVERHEAD_BYTES + line.text().length();
    }
  }

  private final Ring others;
  private final Ring platform = new Ring(PLATFORM_BYTES);
  private final Map<LogLevel, Long> leftOut = new EnumMap<>(LogLevel.class);
  private long bytesLeftOut;
  private long lines;

  LogTail(long maxBytes) {
    others = new Ring(maxBytes);
  }

  void add(LogLine line) {
    var ring = line.origin().equals(AttemptLog.PLATFORM) ? platform : others;
    ring.add(new Numbered(lines++, line));
  }

  /** Counts a line that is not kept. */
  void leaveOut(LogLevel level, int bytes) {
    leftOut.merge(level, 1L, Long::sum);
    bytesLeftOut += bytes;
  }

  boolean hasBegun() {
    return lines > 0;
  }

  boolean isWhole() {
    return leftOut.isEmpty();
  }

  /** What is not here, as a sentence. */
  String summary(long maxBytes) {
    var counts =
        leftOut.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
    return "This log may be %d bytes long, so %d bytes were left out here: lines by level: %s"
        .formatted(maxBytes, bytesLeftOut, counts);
  }

  /** The lines, in their order. */
  List<LogLine> lines() {
    var merged = new ArrayList<LogLine>();
    var said = new ArrayDeque<>(platform.kept);
    for (var line : others.kept) {
      while (!said.isEmpty() && said.peek().number() < line.number()) {
        merged.add(said.remove().line());
      }
      merged.add(line.line());
    }
    said.forEach(line -> merged.add(line.line()));
    return merged;
  }

  private final class Ring {
    private final long maxBytes;
    private final Deque<Numbered> kept = new ArrayDeque<>();
    private long bytes;

    Ring(long maxBytes) {
      this.maxBytes = maxBytes;
    }

    void add(Numbered line) {
      kept.add(line);
      bytes += line.bytes();
      while (bytes > maxBytes) {
        var oldest = kept.remove();
        bytes -= oldest.bytes();
        leaveOut(oldest.line().level(), oldest.bytes());
      }
    }
  }
}
