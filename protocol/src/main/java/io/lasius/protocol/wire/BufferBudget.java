package io.lasius.protocol.wire;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Memory for long lines that all readers of a process share. Thread-safe. */
public final class BufferBudget {
  /** What is counted at once, so that the count fits a semaphore. */
  private static final int UNIT = 1 << 10;

  private final Semaphore units;
  private final long bytes;
  private final Duration patience;

  /**
   * A budget.
   *
   * @param patience longest wait of a reader for memory that others hold
   */
  public BufferBudget(long bytes, Duration patience) {
    this.bytes = bytes;
    this.patience = patience;
    this.units = new Semaphore(Math.toIntExact(bytes / UNIT), true);
  }

  void reserve(int wanted) throws IOException {
    try {
      if (!units.tryAcquire(unitsOf(wanted), patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            ("a line needs %d more bytes, but the %d bytes for long lines of all syncs are in use;"
                    + " none came free within %d s")
                .formatted(wanted, bytes, patience.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException("interrupted while it waited for memory");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  void release(int reserved) {
    units.release(unitsOf(reserved));
  }

  private static int unitsOf(int bytes) {
    return (bytes + UNIT - 1) / UNIT;
  }
}
