package io.lasius.server.job;

import io.lasius.server.QueueSettings;
import io.lasius.server.ServerSettings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether the machine that this server's connectors run on has memory for one more attempt, so that
 * many that are due at once queue up and are not killed. Thread-safe.
 */
@Singleton
public final class MemoryRoom {
  private final MeasuredMemory measured;
  private final QueueSettings settings;
  private volatile Machine machine = new Machine("", Long.MAX_VALUE);

  MemoryRoom(MeasuredMemory measured, ServerSettings settings) {
    this.measured = measured;
    this.settings = settings.queue();
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

  /** Notes what an attempt took, in the transaction that stores its end. */
  void note(UUID connectionId, @Nullable AttemptFigures figures, AttemptStatus status) {
    measured.note(connectionId, figures, status, machine.bytes());
  }

  /** How it is now. */
  Look look() {
    var found = machine;
    return new Look(
        found.bytes(), measured.ofRunningOn(found.engine()), measured.countServers() <= 1);
  }

  /**
   * Why no attempt of a connection can ever run there: its attempts were seen to use more than the
   * whole machine has. What is only stated proves nothing.
   */
  public Optional<String> excess(UUID connectionId) {
    long peak = measured.of(connectionId).orElse(0L);
    return peak <= machine.bytes()
        ? Optional.empty()
        : Optional.of(
            "the sync does not fit: its connectors were seen to use %d MiB of memory together, and the engine's machine has %d MiB. Run it where there is more; or, if they would make do with less, have them measured anew by DELETE /connections/%s/memory"
                .formatted(peak >> 20, machine.bytes() >> 20, connectionId));
  }

  private long need(long peak) {
    return peak == 0 ? settings.syncMemoryBytes() : peak / 100 * (100 + settings.headroomPercent());
  }

  /** What is free at a moment. */
  final class Look {
    private final long machineBytes;
    private final int running;
    private final long taken;
    private final boolean onlyServer;

    private Look(long machineBytes, List<Long> runningPeaks, boolean onlyServer) {
      this.machineBytes = machineBytes;
      this.onlyServer = onlyServer;
      this.running = runningPeaks.size();
      this.taken = runningPeaks.stream().mapToLong(MemoryRoom.this::need).sum();
    }

    /**
     * What an attempt waits for; none where it has room. The first one always has. One that is
     * larger than the machine waits for another server, which may have a larger one; where there is
     * none, it begins only to fail.
     *
     * @param peak what its connection was seen to use, in bytes; 0 where nobody knows
     */
    Optional<String> obstacle(long peak) {
      long room = machineBytes / 100 * settings.memoryPercent();
      boolean fits = peak > machineBytes ? onlyServer : running == 0 || need(peak) <= room - taken;
      return fits
          ? Optional.empty()
          : Optional.of(
              "memory: of the engine's machine of %d MiB, %d %% are for attempts; those that run are taken to need %d MiB, and this one %d MiB (%s)"
                  .formatted(
                      machineBytes >> 20,
                      settings.memoryPercent(),
                      taken >> 20,
                      need(peak) >> 20,
                      peak == 0
                          ? "LASIUS_SYNC_MEMORY_BYTES"
                          : "%d %% more than its attempts were seen to use"
                              .formatted(settings.headroomPercent())));
    }
  }
}
