package io.lasius.connector.fault;

import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** How a run breaks off. Used by one thread at a time. */
final class Crash {
  private final PrintStream errors;
  private final End end;
  private @Nullable Integer status;

  /** Ends the process, where the run is one; else it returns, and the run writes nothing more. */
  interface End {
    void now(int status);
  }

  Crash(PrintStream errors, End end) {
    this.errors = errors;
    this.end = end;
  }

  /** Last words, as a process has them on its standard error. */
  void say(String words) {
    errors.println(words);
  }

  void happen(int exitStatus) throws IOException {
    end.now(exitStatus);
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
