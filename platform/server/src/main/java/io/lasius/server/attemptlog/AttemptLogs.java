package io.lasius.server.attemptlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.server.secret.Redaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The logs of all attempts: {@code JOB/ATTEMPT.jsonl} in one folder. One thread for all of them
 * sees to it that what was written reaches the disk. Thread-safe.
 */
public final class AttemptLogs implements AutoCloseable {
  /** A line is on disk after so long. */
  public static final Duration FLUSH_AFTER = Duration.ofSeconds(1);

  private static final String SUFFIX = ".jsonl";
  private static final String REJECTED_SUFFIX = ".rejected.jsonl";

  private final Path folder;
  private final long maxBytes;
  private final InstantSource clock;
  private final Map<Path, AttemptLog> open = new ConcurrentHashMap<>();
  private final ScheduledExecutorService flusher =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("attempt-logs").factory());

  /**
   * The logs in a folder, which is made when the first is written.
   *
   * @param maxBytes longest log of an attempt
   */
  public AttemptLogs(Path folder, long maxBytes, InstantSource clock) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  /**
   * Opens the log of an attempt, to go on after what it holds.
   *
   * @throws IllegalStateException if it is open already
   */
  public AttemptLog open(long job, int attempt, Redaction redaction) throws IOException {
    Path path = path(job, attempt);
    var keeper =
        new AttemptLog.Keeper() {
          @Override
          public void flushSoon(AttemptLog log) {
            var _ = flusher.schedule(log::flush, FLUSH_AFTER.toMillis(), TimeUnit.MILLISECONDS);
          }

          @Override
          public void closed(AttemptLog log) {
            open.remove(path, log);
          }
        };
    var log = new AttemptLog(LogFile.open(path), maxBytes, redaction, clock, keeper);
    if (open.putIfAbsent(path, log) != null) {
      log.close();
      throw new IllegalStateException(
          "the log of attempt %d of job %d is open already".formatted(attempt, job));
    }
    return log;
  }

  /** Where an attempt keeps what it sets aside, beside its log. Opened while the log is open. */
  public RejectedRecords rejected(long job, int attempt) {
    return new RejectedRecords(rejectedPath(job, attempt), clock);
  }

  /**
   * Reads whole lines of what an attempt has set aside.
   *
   * @param offset where an earlier part ended, or 0
   * @param maxBytes so many at most, but one line at least
   * @return an empty part where nothing was set aside
   */
  public LogPart readRejected(long job, int attempt, long offset, int maxBytes) throws IOException {
    boolean stillOpen = open.containsKey(path(job, attempt));
    return part(rejectedPath(job, attempt), offset, maxBytes, stillOpen);
  }

  /**
   * Reads whole lines, up to the last one that was written.
   *
   * @param offset where an earlier part ended, or 0
   * @param maxBytes so many at most, but one line at least
   * @param patience longest wait for a first line, while the attempt still writes
   * @return an empty part that is not open where there is no such log
   */
  public LogPart read(long job, int attempt, long offset, int maxBytes, Duration patience)
      throws IOException, InterruptedException {
    Path path = path(job, attempt);
    AttemptLog writing = open.get(path);
    if (writing != null) {
      writing.awaitBeyond(offset, patience);
      writing.flush();
    }
    // Looked at before the file is: what is closed by now is in it whole.
    boolean stillOpen = open.containsKey(path);
    return part(path, offset, maxBytes, stillOpen);
  }

  private static LogPart part(Path path, long offset, int maxBytes, boolean stillOpen)
      throws IOException {
    try (var channel = FileChannel.open(path)) {
      ByteBuffer lines = lines(channel, offset, maxBytes);
      return new LogPart(
          UTF_8.decode(lines.duplicate()).toString(), offset + lines.limit(), stillOpen);
    } catch (NoSuchFileException _) {
      return new LogPart("", offset, stillOpen);
    }
  }

  /** Deletes logs, and what was set aside, last written to before an instant; returns how many. */
  public int deleteOlderThan(Instant instant) throws IOException {
    int deleted = 0;
    for (Path job : list(folder)) {
      for (Path log : list(job)) {
        if (log.toString().endsWith(SUFFIX)
            && !open.containsKey(logOf(log))
            && Files.getLastModifiedTime(log).toInstant().isBefore(instant)
            && Files.deleteIfExists(log)) {
          deleted++;
        }
      }
      deleteIfEmpty(job);
    }
    return deleted;
  }

  /** Closes all logs that are open. */
  @Override
  public void close() {
    List.copyOf(open.values()).forEach(AttemptLog::close);
    flusher.shutdownNow();
  }

  private Path path(long job, int attempt) {
    return folder.resolve(Long.toString(job)).resolve(attempt + SUFFIX);
  }

  private Path rejectedPath(long job, int attempt) {
    return folder.resolve(Long.toString(job)).resolve(attempt + REJECTED_SUFFIX);
  }

  /** The log of the attempt that a file belongs to. */
  private static Path logOf(Path file) {
    String name = file.toString();
    return name.endsWith(REJECTED_SUFFIX)
        ? Path.of(name.substring(0, name.length() - REJECTED_SUFFIX.length()) + SUFFIX)
        : file;
  }

  private static ByteBuffer lines(FileChannel channel, long offset, int maxBytes)
      throws IOException {
    for (long wanted = maxBytes; ; wanted *= 2) {
      long available = Math.max(0, channel.size() - offset);
      var bytes = ByteBuffer.allocate((int) Math.min(wanted, available));
      int read = 0;
      while (bytes.hasRemaining() && read >= 0) {
        read = channel.read(bytes, offset + bytes.position());
      }
      int end = bytes.position();
      while (end > 0 && bytes.get(end - 1) != '\n') {
        end--;
      }
      if (end > 0 || wanted >= available) {
        return bytes.flip().limit(end);
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException _) {
      return;
    }
  }
}
