package io.lasius.server.job;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The attempts that this server runs, by job. Thread-safe. */
@Singleton
public final class RunningAttempts {
  private final Map<Long, RunningAttempt> attempts = new ConcurrentHashMap<>();

  public void add(RunningAttempt attempt) {
    attempts.put(attempt.lease().jobId(), attempt);
  }

  public void remove(RunningAttempt attempt) {
    attempts.remove(attempt.lease().jobId(), attempt);
    attempt.end();
  }

  public Optional<RunningAttempt> find(long jobId) {
    return Optional.ofNullable(attempts.get(jobId));
  }

  /** The one that this server runs under a lease. */
  Optional<RunningAttempt> find(JobLease lease) {
    return find(lease.jobId()).filter(found -> found.lease().equals(lease));
  }

  /** A certain attempt, where it runs here. */
  Optional<RunningAttempt> find(Attempt.AttemptId attempt) {
    return find(attempt.jobId()).filter(found -> found.lease().attempt().equals(attempt));
  }

  public Collection<RunningAttempt> all() {
    return List.copyOf(attempts.values());
  }

  public int count() {
    return attempts.size();
  }
}
