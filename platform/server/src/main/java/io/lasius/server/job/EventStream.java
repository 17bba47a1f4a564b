package io.lasius.server.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** Server-sent events that are made as they are read. Not thread-safe. */
abstract class EventStream extends InputStream {
  /** The last event: no more will come. */
  static final String END = "event: end\ndata: {}\n\n";

  private byte[] events = new byte[0];
  private int taken;

  /** Waits for the next events; none where all have been given. */
  abstract String next() throws IOException, InterruptedException;

  @Override
  public final int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public final int read(byte[] target, int start, int length) throws IOException {
    if (taken == events.length) {
      awaitNext();
    }
    if (events.length == 0) {
      return -1;
    }
    int count = Math.min(length, events.length - taken);
    System.arraycopy(events, taken, target, start, count);
    taken += count;
    return count;
  }

  private void awaitNext() throws IOException {
    try {
      events = next().getBytes(UTF_8);
      taken = 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server is stopped");
    }
  }
}
