package io.lasius.server.queue;

import io.lasius.protocol.message.FailureType;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.server.ServerSettings;
import io.lasius.server.job.JobClaims;
import io.lasius.server.job.JobLease;
import io.lasius.server.job.RunningAttempt;
import io.lasius.server.job.RunningAttempts;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the claims of this server alive. Where that fails, the attempt's containers are ended
 * before its lease runs out, by this machine's own clock, since another server may then start its
 * own.
 */
@Singleton
final class JobHeartbeat {
  private static final Logger log = LoggerFactory.getLogger(JobHeartbeat.class);

  private final JobClaims claims;
  private final RunningAttempts running;
  private final ServerSettings settings;
  private final Map<JobLease, Long> renewedNanos = new ConcurrentHashMap<>();

  JobHeartbeat(JobClaims claims, RunningAttempts running, ServerSettings settings) {
    this.claims = claims;
    this.running = running;
    this.settings = settings;
  }

  /** Beats until the latch opens. */
  void beatUntil(CountDownLatch stopping) {
    try {
      while (!stopping.await(settings.heartbeat().toMillis(), TimeUnit.MILLISECONDS)) {
        var attempts = running.all();
        renewedNanos.keySet().retainAll(attempts.stream().map(RunningAttempt::lease).toList());
        attempts.forEach(this::beat);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat(RunningAttempt attempt) {
    var lease = attempt.lease();
    var now = System.nanoTime();
    // The claim itself was the first beat, at most one interval ago.
    renewedNanos.putIfAbsent(lease, now - settings.heartbeat().toNanos());
    try {
      if (claims.renew(lease, settings.lease())) {
        renewedNanos.put(lease, now);
        if (claims.cancelRequested(lease)) {
          attempt.cancel();
        }
      } else {
        attempt.abort(failure("its job was taken over by another server"));
      }
    } catch (RuntimeException e) {
      log.warn("Lease not renewed: job={}", lease.jobId(), e);
      var left = settings.lease().toNanos() - (now - renewedNanos.getOrDefault(lease, now));
      if (left < 2 * settings.heartbeat().toNanos()) {
        attempt.abort(failure("the database does not answer, so its lease could not be renewed"));
      }
    }
  }

  private static FailureReason failure(String why) {
    return new FailureReason(
        FailureOrigin.PLATFORM, FailureType.TRANSIENT_ERROR, "the attempt was ended: " + why, "");
  }
}
