package io.lasius.server.queue;

import io.lasius.protocol.message.FailureType;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.server.Installation;
import io.lasius.server.ServerSettings;
import io.lasius.server.job.JobClaims;
import io.lasius.server.job.RunningAttempt;
import io.lasius.server.job.RunningAttempts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the claims of this server alive. Where that fails, the attempt's containers are ended
 * before its lease runs out, by this machine's own clock, since another server may then start its
 * own. A database that is cut off may not even refuse: so one thread asks it, and another looks at
 * the clock.
 */
@Singleton
final class JobHeartbeat {
  private static final Logger log = LoggerFactory.getLogger(JobHeartbeat.class);

  private final JobClaims claims;
  private final LiveServers servers;
  private final Installation installation;
  private final RunningAttempts running;
  private final ServerSettings settings;

  /** The rest of a lease is for the containers to end in. */
  private final Duration longestSilence;

  JobHeartbeat(
      JobClaims claims,
      LiveServers servers,
      Installation installation,
      RunningAttempts running,
      ServerSettings settings) {
    this.claims = claims;
    this.servers = servers;
    this.installation = installation;
    this.running = running;
    this.settings = settings;
    this.longestSilence = settings.lease().multipliedBy(3).dividedBy(4);
  }

  /** Renews until the latch opens. */
  void beatUntil(CountDownLatch stopping) {
    until(
        stopping,
        settings.heartbeat(),
        () -> {
          running.all().forEach(this::beat);
          beat();
        });
  }

  /** Looks at the clock until the latch opens. */
  void watchUntil(CountDownLatch stopping) {
    until(stopping, settings.lease().dividedBy(40), () -> running.all().forEach(this::watch));
  }

  private static void until(CountDownLatch stopping, Duration pause, Runnable look) {
    try {
      while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          look.run();
        } catch (OutOfMemoryError e) {
          // What an attempt took is not to end the thread that keeps all of them alive.
          log.error("Leases not looked at", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** This server lives, whether it runs anything or not. */
  void beat() {
    try {
      servers.renew(installation.server(), settings.lease().toMillis());
    } catch (RuntimeException e) {
      log.warn("Server's lease not renewed", e);
    }
  }

  private void beat(RunningAttempt attempt) {
    var lease = attempt.lease();
    var asked = System.nanoTime();
    try {
      if (claims.renew(lease, settings.lease())) {
        attempt.renewed(asked);
        if (claims.cancelRequested(lease)) {
          attempt.cancel();
        }
      } else {
        attempt.abort(failure("its job was taken over by another server"));
      }
    } catch (RuntimeException e) {
      log.warn("Lease not renewed: job={}", lease.jobId(), e);
    }
  }

  private void watch(RunningAttempt attempt) {
    if (attempt.aborted() == null && attempt.sinceRenewed().compareTo(longestSilence) > 0) {
      log.error("Attempt ended, its lease cannot be renewed: job={}", attempt.lease().jobId());
      attempt.abort(failure("the database does not answer, so its lease could not be renewed"));
    }
  }

  private static FailureReason failure(String why) {
    return FailureReason.now(
        FailureOrigin.PLATFORM, FailureType.TRANSIENT_ERROR, "the attempt was ended: " + why, "");
  }
}
