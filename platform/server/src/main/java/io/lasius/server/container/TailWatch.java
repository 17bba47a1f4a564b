package io.lasius.server.container;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Sees to it that nothing of a container's output is lost where its reader is late. The engine
 * holds about 1.4 MB on the way, and what does not fit is in the container's pipe; 2 s after the
 * end of the container it closes that, read or not, and the output ends as always (seen with engine
 * 20.10: up to 114 KB were gone). So a reader that does not keep up is watched: once the engine
 * does not say that the container runs, what is left is taken and kept in memory. Where that could
 * not be done in time, as when this process was stopped, the end of the output is a failure.
 */
final class TailWatch {
  /** When the engine gives up, and a little less, as clocks and threads are not exact. */
  static final Duration GIVEN_UP = Duration.ofMillis(1_800);

  /** Less than is on the way when the engine has to wait for a reader. */
  static final long ON_THE_WAY = 128 << 10;

  /** Between two looks; twice that and the next limit leave time to take what there is. */
  private static final Duration PAUSE = Duration.ofMillis(300);

  /** An engine that waits for the reader of a container that has ended says nothing of it. */
  private static final Duration ANSWER_LIMIT = Duration.ofMillis(200);

  /** For answers that may still prove that nothing is missing. */
  private static final Duration LATE_ANSWER_LIMIT = Duration.ofSeconds(5);

  /** An engine that hangs is not asked for ever. */
  private static final int MOST_LOOKS = 4;

  /** More than is ever left at an end. */
  private static final long MOST = 2 << 20;

  /** For a container that runs all the same, since the engine was slow to say so. */
  private static final long MOST_KEPT = 2 * MOST;

  /** What the engine says of the container. */
  interface Word {
    boolean isRunning() throws EngineException;

    /** By its own clock: so long before the call, or a little less. */
    Duration endedAgo() throws EngineException;
  }

  /** It ran at that time, in the clock's nanoseconds, and so many bytes had come before. */
  private record Known(long at, long taken) {}

  private final String name;
  private final Word engine;
  private final ContainerOutput output;
  private final LongSupplier nanoTime;
  private final CountDownLatch exited = new CountDownLatch(1);
  private final Queue<CompletableFuture<Boolean>> looks = new ConcurrentLinkedQueue<>();
  private CompletableFuture<?> ahead = CompletableFuture.completedFuture(null);
  private volatile Known known;
  private volatile long exitedAt;

  /**
   * @param startedAt before which it has not ended
   */
  TailWatch(
      String name, Word engine, ContainerOutput output, LongSupplier nanoTime, long startedAt) {
    this.name = name;
    this.engine = engine;
    this.output = output;
    this.nanoTime = nanoTime;
    this.known = new Known(startedAt, 0);
  }

  /** Watches until the container has ended. */
  void start() {
    Thread.ofVirtual()
        .name("tail-" + name)
        .start(() -> {
          while (!hasExited()) {
            look();
          }
        });
  }

  /** The engine told that it ended, or will tell nothing any more. */
  synchronized void exited() {
    if (exited.getCount() > 0) {
      exitedAt = nanoTime.getAsLong();
      exited.countDown();
    }
  }

  /**
   * Called at the end of the output, once the container has exited.
   *
   * @throws IOException if the engine may have given up what was left
   */
  void confirm() throws IOException {
    if (isDoubtful()) {
      Aside.ended(
          CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new)), LATE_ANSWER_LIMIT);
    }
    if (isDoubtful() && !endedShortlyBefore()) {
      throw new IOException(
          "the end of the output of %s may be missing: it was last known to run %d ms before its end, and the engine keeps what is not read for 2000 ms"
              .formatted(name, unknown().toMillis()));
    }
  }

  private boolean isDoubtful() {
    return unknown().compareTo(GIVEN_UP) >= 0 && output.taken() - known.taken >= ON_THE_WAY;
  }

  /**
   * Whether the output ended before the engine can have given up, as its clock tells. That takes
   * two more calls, and so is asked of an end that is doubtful otherwise, and of no other.
   */
  private boolean endedShortlyBefore() {
    var asked = nanoTime.getAsLong();
    var ago = Aside.start("ended-" + name, engine::endedAgo).exceptionally(_ -> Duration.ofDays(1));
    if (!Aside.ended(ago, LATE_ANSWER_LIMIT)) {
      return false;
    }
    // In nanoseconds it may be too much: of one that has not ended an engine tells the year 1.
    var untilAsked = Duration.ofNanos(asked - output.endedAt().orElse(exitedAt));
    return ago.join().minus(untilAsked).compareTo(GIVEN_UP) < 0;
  }

  /** Between the last sign that it ran and its end: who gives up makes no end before that time. */
  private Duration unknown() {
    var sinceKnown = exitedAt - known.at;
    var ended = output.endedAt();
    return Duration.ofNanos(
        ended.isPresent() ? Math.min(sinceKnown, ended.getAsLong() - known.at) : sinceKnown);
  }

  /** Asks how the reader does, and does its work where it does nothing. */
  void look() {
    var now = new Known(nanoTime.getAsLong(), output.taken());
    boolean stalled = output.isStalled();
    if (output.endedAt().isPresent()) {
      // That there is nothing left says nothing of when the container ended.
      return;
    }
    // Who was stopped for so long does not know what would have been seen meanwhile.
    boolean stopped = now.at - known.at >= GIVEN_UP.toNanos();
    if (!stalled && !stopped) {
      knowing(now);
    } else if (!runs(now) && ahead.isDone()) {
      ahead =
          Aside.start(
              "ahead-" + name,
              () -> {
                output.readAhead(MOST, MOST_KEPT);
                return true;
              });
    }
  }

  /** Whether the engine says in time that it runs. A late answer is true of the time it is for. */
  private boolean runs(Known now) {
    looks.removeIf(CompletableFuture::isDone);
    if (looks.size() >= MOST_LOOKS) {
      return false;
    }
    var answer =
        Aside.start("look-" + name, engine::isRunning)
            .thenApply(running -> {
              if (running) {
                knowing(now);
              }
              return running;
            })
            // An engine that does not answer says nothing.
            .exceptionally(_ -> false);
    looks.add(answer);
    return Aside.ended(answer, ANSWER_LIMIT) && answer.join();
  }

  private synchronized void knowing(Known now) {
    // By their difference, as such times overflow.
    if (now.at - known.at > 0) {
      known = now;
    }
  }

  /** Waits for a pause, or the exit. */
  private boolean hasExited() {
    try {
      return exited.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the watch over an output", e);
    }
  }
}
