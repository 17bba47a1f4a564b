package io.lasius.replication;

import java.util.function.Consumer;

/** The work of one thread of a sync. */
@FunctionalInterface
interface SyncTask {
  void run() throws InterruptedException;

  /**
   * One that dies of a bug must not leave the other threads waiting for it.
   *
   * @param stop called on an interrupt
   * @param bug told of what nobody expected
   */
  default Runnable guarded(Runnable stop, Consumer<Exception> bug) {
    return () -> {
      try {
        run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        stop.run();
      } catch (RuntimeException e) {
        bug.accept(e);
      }
    };
  }
}
