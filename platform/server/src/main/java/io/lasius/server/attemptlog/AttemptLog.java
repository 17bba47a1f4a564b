package io.lasius.server.attemptlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.LogLevel;
import io.lasius.server.secret.Redaction;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one attempt while it is written. What is written is on disk at latest {@link
 * AttemptLogs#FLUSH_AFTER} later. Of one that grows too long the first lines and the last ones are
 * kept, with a line between them that counts the others. A disk that is full ends no sync: the
 * lines are counted, and the server's own log says it once. Thread-safe.
 */
public final class AttemptLog implements AutoCloseable {
  /** Who says what the platform itself has to say. */
  public static final String PLATFORM = "platform";

  /** Longest text of a line in characters. */
  static final int MAX_TEXT_CHARS = 100_000;

  /** Most that is kept of the end of a log that is too long; at least a quarter of it is. */
  private static final int MAX_TAIL_BYTES = 1 << 20;

  private static final Logger log = LoggerFactory.getLogger(AttemptLog.class);

  /** What a log needs of those that keep it. */
  interface Keeper {
    /** Asks for {@link AttemptLog#flush()} before long. */
    void flushSoon(AttemptLog log);

    void closed(AttemptLog log);
  }

  private final LogFile file;
  private final long maxBytes;
  private final InstantSource clock;
  private final Keeper keeper;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final long maxHeadBytes;
  private final LogTail tail;
  private boolean flushIsDue;
  private boolean broken;
  private boolean closed;
  private volatile boolean full;
  private volatile Redaction redaction;

  AttemptLog(LogFile file, long maxBytes, Redaction redaction, InstantSource clock, Keeper keeper) {
    this.file = file;
    this.maxBytes = maxBytes;
    this.redaction = redaction;
    this.clock = clock;
    this.keeper = keeper;
    long tailBytes = Math.min(MAX_TAIL_BYTES, maxBytes / 4);
    this.maxHeadBytes = maxBytes - tailBytes;
    this.tail = new LogTail(tailBytes);
  }

  /**
   * Writes a line, without the secrets that are known.
   *
   * @param origin "source", "destination" or {@link #PLATFORM}
   * @param stream what the line is about; null where it is about none
   */
  public void write(String origin, LogLevel level, String text, @Nullable StreamDescriptor stream) {
    var line = new LogLine(clock.instant(), origin, level, text, stream);
    // Most lines of a log that is full are seen by nobody, and need not be made ready.
    byte[] json = full ? new byte[0] : json(line);
    lock.lock();
    try {
      if (file.length() + json.length > maxHeadBytes) {
        full = true;
      }
      if (closed || broken) {
        tail.leaveOut(level, text.length());
      } else if (full) {
        tail.add(line);
        askForFlush();
      } else {
        append(json);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Leaves out these secrets, too, from now on. Those that were known before stay known: a
   * connector may still print what its new configuration has replaced.
   */
  public void redactAlso(Redaction secrets) {
    lock.lock();
    try {
      redaction = redaction.and(secrets);
    } finally {
      lock.unlock();
    }
  }

  /** All that is left out by now. */
  public Redaction redaction() {
    return redaction;
  }

  /** Says what was left out, if anything was, and ends the file. A second call does nothing. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      if (!broken && !tail.isWhole()) {
        var summary = tail.summary(maxBytes);
        append(json(new LogLine(clock.instant(), PLATFORM, LogLevel.WARN, summary, null)));
      }
      if (!broken) {
        tail.lines().forEach(line -> append(json(line)));
      }
      closed = true;
      try {
        file.close();
      } catch (IOException e) {
        fail(e);
      }
      grown.signalAll();
    } finally {
      lock.unlock();
    }
    keeper.closed(this);
  }

  /** Puts what was gathered on disk. */
  void flush() {
    lock.lock();
    try {
      flushIsDue = false;
      if (!closed && !broken) {
        file.flush();
        if (tail.hasBegun()) {
          file.putAside(tail.lines().stream().map(this::json).toList());
        }
      }
    } catch (IOException e) {
      fail(e);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there are bytes beyond an offset, or the log is closed, or time is up. */
  void awaitBeyond(long offset, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (!closed && file.length() <= offset && left > 0) {
        left = grown.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Says why nothing is kept any more; only the first reason is said. */
  private void fail(IOException e) {
    if (!broken) {
      broken = true;
      log.error("Attempt's log cannot be written, its further lines are lost: file={}", file, e);
    }
  }

  private void append(byte[] line) {
    try {
      file.append(line);
    } catch (IOException e) {
      fail(e);
      return;
    }
    grown.signalAll();
    askForFlush();
  }

  private void askForFlush() {
    if (!flushIsDue) {
      flushIsDue = true;
      keeper.flushSoon(this);
    }
  }

  /** A line as it stands in the file, without the secrets that are known by now. */
  private byte[] json(LogLine line) {
    try {
      byte[] json =
          Json.mapper().writeValueAsBytes(line.with(shortened(redaction.apply(line.text()))));
      byte[] whole = Arrays.copyOf(json, json.length + 1);
      whole[json.length] = '\n';
      return whole;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a line of a log cannot be written as JSON", e);
    }
  }

  private static String shortened(String text) {
    return text.length() <= MAX_TEXT_CHARS
        ? text
        : text.substring(0, MAX_TEXT_CHARS)
            + "… (%d characters more)".formatted(text.length() - MAX_TEXT_CHARS);
  }
}
