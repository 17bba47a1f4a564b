package io.lasius.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * One line that tells how far something is: written over in place on a terminal, and elsewhere a
 * new line now and then. Not thread-safe.
 */
final class ProgressLine implements AutoCloseable {
  private static final Duration REWRITE_EVERY = Duration.ofMillis(200);
  private static final Duration LINE_EVERY = Duration.ofSeconds(5);

  private final Console console;
  private final InstantSource clock;
  private Instant last;
  private boolean shown;

  ProgressLine(Console console, InstantSource clock) {
    this.console = console;
    this.clock = clock;
    this.last = clock.instant();
  }

  /** Shows the text, unless the last one was shown a moment ago. */
  void show(Supplier<String> text) {
    var now = clock.instant();
    var every = console.terminal() ? REWRITE_EVERY : LINE_EVERY;
    if (Duration.between(last, now).compareTo(every) < 0) {
      return;
    }
    last = now;
    if (console.terminal()) {
      var line = text.get();
      // A line that reaches the edge would go on in the next, which is not written over.
      var room = console.width() - 1;
      console.write(
          "\r\u001b[K" + (line.length() <= room ? line : line.substring(0, room - 1) + "…"));
      shown = true;
    } else {
      console.say(text.get());
    }
  }

  /** Clears the line, so that another text can follow. */
  @Override
  public void close() {
    if (shown) {
      console.write("\r\u001b[K");
      shown = false;
    }
  }
}
