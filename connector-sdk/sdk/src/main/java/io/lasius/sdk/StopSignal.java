package io.lasius.sdk;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a SIGTERM does: the output ends between two lines, what was gathered is written, and the run
 * is interrupted, so that it lets go of what it holds. Java then ends with status 143.
 */
final class StopSignal implements AutoCloseable {
  /** Both together are well below the ten seconds that container engines wait before a kill. */
  private static final Duration LONGEST_WRITE = Duration.ofSeconds(2);

  private static final Duration LONGEST_CLEANUP = Duration.ofSeconds(3);

  private final MessageOutput output;
  private final Thread run = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop-signal");

  private StopSignal(MessageOutput output) {
    this.output = output;
  }

  /** From now until it is closed, a signal stops the run of this thread. */
  static StopSignal install(MessageOutput output) {
    var signal = new StopSignal(output);
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  private void stop() {
    try {
      // On a thread of its own: where nobody reads the output, the write waits for ever.
      Thread.ofVirtual().start(this::endOutput).join(LONGEST_WRITE);
      run.interrupt();
      over.await(LONGEST_CLEANUP.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void endOutput() {
    try {
      output.end();
    } catch (IOException e) {
      // The reader is gone, and with it whoever could be told.
    }
  }

  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The signal came: the hook is running, and the JVM ends after it.
    }
  }
}
