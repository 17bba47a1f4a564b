package io.lasius.connector.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** How a run breaks off. Used by one thread at a time. */
final class Crash {
  private static final int CHATTER_LINE = 1 << 10;

  private final PrintStream errors;
  private final @Nullable FaultyProcess process;
  private @Nullable Integer status;

  private Crash(PrintStream errors, @Nullable FaultyProcess process) {
    this.errors = errors;
    this.process = process;
  }

  /** The run is the whole process, and ends it. */
  static Crash ofProcess() {
    return new Crash(System.err, new FaultyProcess());
  }

  /** The run is one of several in its process: it ends alone, and writes nothing more. */
  static Crash ofRun(PrintStream errors) {
    return new Crash(errors, null);
  }

  /** What can be done to a process alone. */
  FaultyProcess process() throws IOException {
    if (process == null) {
      throw new IOException("this fault is one of a whole process, and this run is none");
    }
    return process;
  }

  /** Writes so much to its standard error, in lines. */
  void chatter(long bytes) {
    byte[] line = ("x".repeat(CHATTER_LINE - 1) + "\n").getBytes(UTF_8);
    for (long left = bytes; left > 0; left -= CHATTER_LINE) {
      errors.write(line, 0, CHATTER_LINE);
    }
    errors.flush();
  }

  /** Last words, as a process has them on its standard error. */
  void say(String words) {
    errors.println(words);
  }

  void happen(int exitStatus) throws IOException {
    if (process != null) {
      process.halt(exitStatus);
    }
    status = exitStatus;
    requireAlive();
  }

  /** Fails after the crash. */
  void requireAlive() throws IOException {
    if (status != null) {
      throw new IOException("the connector has crashed");
    }
  }

  /** The exit status of the crash; {@code other} where there was none. */
  int status(int other) {
    return status == null ? other : status;
  }
}
