package io.lasius.server.attemptlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.server.secret.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logs of all attempts: {@code JOB/ATTEMPT.jsonl} in one folder, compressed once the attempt
 * has ended. One thread for all of them sees to it that what was written reaches the disk, another
 * compresses. Thread-safe.
 */
public final class AttemptLogs implements AutoCloseable {
  private static final int MINUTES_BEFORE = 1;
  private static final int MINUTES_BETWEEN = 60;

  /** A line is on disk after so long. */
  public static final Duration FLUSH_AFTER = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(AttemptLogs.class);
  private static final String SUFFIX = ".jsonl";
  static final String REJECTED_SUFFIX = ".rejected.jsonl";

  private final Path folder;
  private final LogLimits limits;
  private final InstantSource clock;
  private final Map<Path, AttemptLog> open = new ConcurrentHashMap<>();
  private final ScheduledExecutorService flusher =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("attempt-logs").factory());
  private final ScheduledExecutorService housekeeping =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("attempt-logs-compressing").factory());

  /** The logs in a folder, which is made when the first is written. */
  public AttemptLogs(Path folder, LogLimits limits, InstantSource clock) {
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
    var _ =
        housekeeping.scheduleWithFixedDelay(
            this::keepWithinLimits, MINUTES_BEFORE, MINUTES_BETWEEN, TimeUnit.MINUTES);
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
            if (open.remove(path, log) && !housekeeping.isShutdown()) {
              housekeeping.execute(() -> compress(path));
            }
          }
        };
    try {
      return open.compute(
          path,
          (_, before) -> {
            if (before != null) {
              throw new IllegalStateException(
                  "the log of attempt %d of job %d is open already".formatted(attempt, job));
            }
            return begin(path, redaction, keeper);
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private AttemptLog begin(Path path, Redaction redaction, AttemptLog.Keeper keeper) {
    try {
      new StoredLog(path).expand();
      return new AttemptLog(LogFile.open(path), limits.bytes(), redaction, clock, keeper);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compress(Path path) {
    try {
      whileClosed(path, StoredLog::compress);
    } catch (IOException e) {
      log.warn("Attempt's log is not compressed: file={}", path, e);
    }
  }

  private interface Care {
    void of(StoredLog stored) throws IOException;
  }

  /** Nothing where it is open; and it is not opened meanwhile. */
  private void whileClosed(Path path, Care care) throws IOException {
    try {
      open.computeIfAbsent(
          path,
          _ -> {
            try {
              care.of(new StoredLog(path));
              return null;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
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
    whileClosed(path, StoredLog::settle);
    return part(path, offset, maxBytes, stillOpen);
  }

  /**
   * Reads on until there are lines that somebody looks for, or there are no more.
   *
   * @param offset where an earlier part ended, or 0
   * @param maxBytes so many are looked at at a time
   * @return the lines, with the offset behind all that were looked at
   */
  public LogPart find(long job, int attempt, long offset, int maxBytes, LogFilter filter)
      throws IOException, InterruptedException {
    long from = offset;
    while (true) {
      var part = read(job, attempt, from, maxBytes, Duration.ZERO);
      var found = filter.apply(part.lines());
      if (!found.isEmpty() || part.lines().isEmpty()) {
        return new LogPart(found, part.next(), part.open());
      }
      from = part.next();
    }
  }

  /** A whole log as it is now, to be closed; empty where there is none. */
  public InputStream whole(long job, int attempt) throws IOException, InterruptedException {
    var path = path(job, attempt);
    // Puts on disk what was written.
    var _ = read(job, attempt, 0, 1, Duration.ZERO);
    try {
      return new StoredLog(path).open();
    } catch (NoSuchFileException _) {
      return InputStream.nullInputStream();
    }
  }

  private static LogPart part(Path path, long offset, int maxBytes, boolean stillOpen)
      throws IOException {
    byte[] lines = new StoredLog(path).lines(offset, maxBytes);
    return new LogPart(new String(lines, UTF_8), offset + lines.length, stillOpen);
  }

  private void keepWithinLimits() {
    try {
      tidy();
    } catch (IOException | RuntimeException e) {
      log.warn("Logs of attempts are not tidied: folder={}", folder, e);
    }
  }

  /**
   * Compresses what a server's sudden death left, and deletes what is too much, the oldest first;
   * what is written to is left alone. What was set aside goes by its age alone.
   *
   * @return how many files went
   */
  int tidy() throws IOException {
    var all = new LogFolder(folder);
    for (Path file : all.files()) {
      if (file.equals(logOf(file))) {
        whileClosed(file, StoredLog::compress);
      }
    }
    return all.deleteOldest(
        clock.instant().minus(limits.age()),
        limits.totalBytes(),
        file -> open.containsKey(logOf(file)));
  }

  /** Closes all logs that are open. */
  @Override
  public void close() {
    List.copyOf(open.values()).forEach(AttemptLog::close);
    flusher.shutdownNow();
    housekeeping.close();
  }

  private Path path(long job, int attempt) {
    return folder.resolve(Long.toString(job)).resolve(attempt + SUFFIX);
  }

  private Path rejectedPath(long job, int attempt) {
    return folder.resolve(Long.toString(job)).resolve(attempt + REJECTED_SUFFIX);
  }

  /** The log of the attempt that a file belongs to. */
  private static Path logOf(Path file) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.indexOf('.')) + SUFFIX);
  }
}
