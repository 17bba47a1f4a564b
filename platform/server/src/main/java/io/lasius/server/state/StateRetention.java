package io.lasius.server.state;

import io.lasius.server.ServerSettings;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that versions of states do not pile up: after so many commits of a connection, at the
 * end of its attempts, and by their age now and then. Nothing waits for it. Thread-safe.
 */
@Singleton
public class StateRetention {
  private static final Logger log = LoggerFactory.getLogger(StateRetention.class);
  private static final int COMMITS_BETWEEN = 64;
  private static final int HOURS_BETWEEN = 6;
  private static final int STOP_SECONDS = 10;

  private final StatePruning pruning;
  private final RetentionPlan.Limits limits;
  private final Map<UUID, Integer> commits = new ConcurrentHashMap<>();

  /** What comes after its end is left out. */
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().name("state-retention").daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  StateRetention(StatePruning pruning, ServerSettings settings) {
    this.pruning = pruning;
    this.limits =
        new RetentionPlan.Limits(
            settings.stateVersions(), settings.stateAge(), settings.stateBytes());
    var _ =
        thread.scheduleWithFixedDelay(this::pruneAll, HOURS_BETWEEN, HOURS_BETWEEN, TimeUnit.HOURS);
  }

  /** Says that a connection has got new versions. */
  public void committed(UUID connectionId) {
    if (commits.merge(connectionId, 1, Integer::sum) == COMMITS_BETWEEN) {
      soon(connectionId);
    }
  }

  /** Says that a connection gets no more versions for now. */
  public void ended(UUID connectionId) {
    soon(connectionId);
  }

  private void soon(UUID connectionId) {
    thread.execute(() -> prune(connectionId));
  }

  private void pruneAll() {
    try {
      pruning.connections().forEach(this::prune);
    } catch (RuntimeException e) {
      log.warn("Old versions of states are not removed", e);
    }
  }

  private void prune(UUID connectionId) {
    commits.remove(connectionId);
    try {
      int removed = pruning.prune(connectionId, limits);
      log.debug("Old versions of states removed: connection={} count={}", connectionId, removed);
    } catch (RuntimeException e) {
      log.warn("Old versions of states are not removed: connection={}", connectionId, e);
    }
  }

  /** Without an interrupt, which would close the database's file. */
  @PreDestroy
  void stop() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
      log.warn("Removal of old versions of states has not ended");
    }
  }
}
