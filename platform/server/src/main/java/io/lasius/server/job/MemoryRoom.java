package io.lasius.server.job;

import io.lasius.server.ServerSettings;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Whether the machine that this server's connectors run on has memory for one more attempt, so that
 * many that are due at once queue up and are not killed. Thread-safe.
 */
@Singleton
public final class MemoryRoom {
  /** The rest is for the machine's other programs, and for attempts that need more. */
  private static final int PERCENT_FOR_ATTEMPTS = 80;

  private final AttemptStore attempts;
  private final long need;
  private volatile Machine machine = new Machine("", Long.MAX_VALUE);

  MemoryRoom(AttemptStore attempts, ServerSettings settings) {
    this.attempts = attempts;
    this.need = settings.queue().syncMemoryBytes();
  }

  private record Machine(String engine, long bytes) {}

  /**
   * Says where attempts of this server run. Until then, as many run as like.
   *
   * @param memoryBytes of its machine
   */
  public void engineFound(String engine, long memoryBytes) {
    machine = new Machine(engine, memoryBytes);
  }

  /** What an attempt waits for; none where it has room. The first one always has. */
  Optional<String> obstacle() {
    var found = machine;
    var most = Math.max(1, found.bytes() / 100 * PERCENT_FOR_ATTEMPTS / Math.max(1, need));
    return attempts.runningOn(found.engine()) < most
        ? Optional.empty()
        : Optional.of(
            "memory: of the engine's machine of %d MiB, %d %% are for attempts, each of which is taken to need %d MiB (LASIUS_SYNC_MEMORY_BYTES), so that %d may run at once"
                .formatted(found.bytes() >> 20, PERCENT_FOR_ATTEMPTS, need >> 20, most));
  }
}
