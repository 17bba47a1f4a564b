package io.lasius.server.cli;

import io.lasius.server.amount.Amounts;
import java.time.Duration;

/** Tells which step of several is under way, and what became of it. */
final class Steps {
  private final Console console;
  private final int count;
  private int step;
  private long began;
  private boolean ownLine;

  Steps(Console console, int count) {
    this.console = console;
    this.count = count;
  }

  /** A step begins; its result follows on the same line. */
  void begin(String title) {
    step++;
    began = System.nanoTime();
    ownLine = false;
    console.write("[%d/%d] %s … ".formatted(step, count, title));
  }

  /** Other lines come before the result. */
  void breakLine() {
    ownLine = true;
    console.say("");
  }

  void finish(String result) {
    console.say("%s%s (%s)".formatted(ownLine ? "      " : "", result, Amounts.time(took())));
  }

  /** How long the present step has been under way. */
  Duration took() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
