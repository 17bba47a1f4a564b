package io.lasius.server.container;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.ExecutionException;

/**
 * A container's stdin. Its end is an order to finish, so it is given by {@link #close()} alone, and
 * never by a failure: neither by an interrupt nor after a kill.
 */
final class ContainerInput implements WritableByteChannel {
  private final String name;
  private final Attach attach;
  private volatile boolean open = true;

  ContainerInput(String name, Attach attach) {
    this.name = name;
    this.attach = attach;
  }

  /**
   * Writes all of it. After an interrupt the write goes on in the background, from the caller's
   * buffer; such a channel can neither be written to nor ended any more.
   */
  @Override
  public int write(ByteBuffer from) throws IOException {
    if (!open) {
      throw new IOException(name + " takes no more input: it has ended, or its input was ended");
    }
    var count = from.remaining();
    var writing =
        Aside.start(
            "stdin-" + name,
            () -> {
              attach.write(from);
              return count;
            });
    try {
      return writing.get();
    } catch (InterruptedException e) {
      open = false;
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while %s took its input".formatted(name));
    } catch (ExecutionException e) {
      throw new IOException(
          "%s took no more input: %s".formatted(name, EngineFailures.root(e)), e.getCause());
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** The connector reads the end of its input. */
  @Override
  public void close() throws IOException {
    if (open) {
      open = false;
      attach.endInput();
    }
  }

  /** From now on nothing can be written, and no end of input is given. */
  void disable() {
    open = false;
  }

  /** The container has ended: a blocked write fails. */
  void abandon() {
    open = false;
    attach.abandonInput();
  }
}
