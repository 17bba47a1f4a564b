package io.lasius.connector.fault;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** What only a process of its own can do wrong. */
final class FaultyProcess {
  private static final long CHUNK = 16L << 20;

  /** Ends it without any of the work that a JVM does at its end: as a crash does. */
  void halt(int status) {
    Runtime.getRuntime().halt(status);
  }

  /** From now on only SIGKILL ends it: on SIGTERM the JVM waits for something that never ends. */
  void ignoreSigterm() {
    Runtime.getRuntime().addShutdownHook(new Thread(FaultyProcess::never));
  }

  /** Starts a process that shares its output, and lives until somebody kills it. */
  void startChild() throws IOException {
    Optional<String> java = ProcessHandle.current().info().command();
    new ProcessBuilder(
            java.orElse("java"),
            "-cp",
            System.getProperty("java.class.path"),
            FaultyProcess.class.getName())
        .inheritIO()
        .start();
  }

  /** The child. */
  public static void main(String[] args) {
    never();
  }

  /** Takes memory, outside of the heap, which has a limit of its own, until it is killed. */
  void takeAllMemory() {
    while (true) {
      Arena.global().allocate(CHUNK).fill((byte) 1);
    }
  }

  private static void never() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
